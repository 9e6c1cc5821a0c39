// Links to x.com belong to the stand-in: they open its own X, so the way by link can be lived through here.

const handlers = { onX: null };

/** Tell where a link to X shall open. */
export function setXOpener(opener) {
  handlers.onX = opener;
}

/**
 * What a link to X means, or null if it leads elsewhere:
 * {kind: "follow", handle?, id?} · {kind: "compose", inReplyTo?, text?} · {kind: "profile", handle?, id?} · {kind: "post", id}
 */
export function meaningOnX(address) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (!/^(www\.|mobile\.)?(x|twitter)\.com$/.test(url.hostname)) return null;
  const [first, second, third] = url.pathname.split("/").filter(Boolean);
  const query = (name) => url.searchParams.get(name) ?? undefined;
  if (first === "intent" && (second === "follow" || second === "user"))
    return {
      kind: second === "follow" ? "follow" : "profile",
      handle: query("screen_name"),
      id: query("user_id"),
    };
  if (first === "intent" && (second === "post" || second === "tweet"))
    return { kind: "compose", inReplyTo: query("in_reply_to"), text: query("text") };
  if (first === "i" && second === "user") return { kind: "profile", id: third };
  if (second === "status" && third) return { kind: "post", id: third };
  if (first === "i" && second === "web") return { kind: "post", id: url.pathname.split("/").pop() };
  return first ? { kind: "profile", handle: first } : null;
}

/** Open an address: on the stand-in's X if it is one of X's, else in a tab of its own. */
export function openAddress(address) {
  const meaning = meaningOnX(address);
  if (meaning && handlers.onX) handlers.onX(meaning);
  else window.open(address, "_blank", "noopener,noreferrer");
}

/** A click on a link: keeps those to X on the page, lets the others go their way. */
export function openLink(event) {
  const meaning = meaningOnX(event.currentTarget.href);
  if (!meaning || !handlers.onX) return;
  event.preventDefault();
  handlers.onX(meaning);
}
