// The calls a person makes: of the Slack stand-in (/slack/person/) and of the X stand-in (/x/panel/).
import { store } from "./store.js";

export const SLACK = "/slack/person/";
export const X = "/x/panel/";

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
