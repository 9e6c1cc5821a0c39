// The calls a person makes: of the stand-ins for Slack (/slack/person/) and X (/x/panel/), and of Mastodon.
import { store } from "./store.js";

export const SLACK = "/slack/person/";
export const X = "/x/panel/";
export const MASTODON = "/mastodon/panel/"; // answered where the sandbox runs one, too

async function call(url, options) {
  try {
    const response = await fetch(url, options);
    const answer = await response.json().catch(() => null);
    if (answer && typeof answer === "object") return { ok: response.ok, ...answer };
    return { ok: response.ok, error: response.ok ? undefined : `http_${response.status}` };
  } catch {
    return { ok: false, error: "unreachable" };
  }
}

/** Read something; never throws, a failure is `{ok: false, error}`. */
export function read(url) {
  return call(url, { headers: { Accept: "application/json" } });
}

/** Send something as JSON; never throws, a failure is `{ok: false, error}`. */
export function send(url, body) {
  return call(url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** Do something in Slack as the teammate one acts as. */
export function act(what, body = {}) {
  return send(SLACK + what, { user: store.me, ...body });
}

/** Let something happen on X. */
export function onX(what, body = {}) {
  return send(X + what, body);
}
