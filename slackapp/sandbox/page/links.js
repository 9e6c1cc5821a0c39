// Links that belong here: to x.com, which the stand-in's own X answers, and to messages of this workspace.

const openers = { x: () => {}, message: () => {} };

/** Tell where links open that belong on this page: {x(meaning), message({channel, ts})}. */
export function setOpeners(given) {
  Object.assign(openers, given);
}

/**
 * What a link to X means, or null if it leads elsewhere:
 * {kind: "follow", handle?, id?} · {kind: "compose", inReplyTo?, text?} ·
 * {kind: "profile", handle?, id?} · {kind: "post", id}
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

/** The message that a permalink of Slack leads to, {channel, ts}, or null. */
function messageOf(address) {
  const found = address.match(/^https:\/\/[\w-]+\.slack\.com\/archives\/(\w+)\/p(\d+)(\d{6})(?:[?#]|$)/);
  return found && { channel: found[1], ts: `${found[2]}.${found[3]}` };
}

/** Open what belongs on this page here; false where the address leads elsewhere. */
function openHere(address) {
  const message = messageOf(address);
  const meaning = meaningOnX(address);
  if (message) openers.message(message);
  else if (meaning) openers.x(meaning);
  return Boolean(message || meaning);
}

/** Open an address: here if it is X's or a message's, else in a tab of its own. */
export function openAddress(address) {
  if (!openHere(address)) window.open(address, "_blank", "noopener,noreferrer");
}

/** A click on a link: what belongs here stays on the page, the others go their way. */
export function openLink(event) {
  if (openHere(event.currentTarget.href)) event.preventDefault();
}
