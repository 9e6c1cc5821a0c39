// The channel in the middle: its head, its messages, and where one is in them.
import { avatar } from "./avatar.js";
import { dayKey, dayName } from "./dates.js";
import { h, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { authorOf, makeMessage, patchMessage } from "./message.js";
import { textOf } from "./mrkdwn.js";
import { note } from "./notes.js";
import { channelOf, on, person, store, titleOf } from "./store.js";
import { channelLinks, showChannel } from "./people.js";

const NEAR_BOTTOM_PX = 60;
const SAME_BREATH_S = 300;

const scroller = document.getElementById("messages");
const list = document.getElementById("message-list");
const newer = document.getElementById("newer");
let sticky = true;
let placed = 0; // where we last left the scroll

/** Draw the channel now and whenever it changes. */
export function startChannel() {
  on("channel", drawHead);
  on("channel", () => {
    list.replaceChildren();
    placed = 0;
    sticky = true;
    drawMessages();
  });
  on("messages", drawMessages);
  scroller.addEventListener("scroll", () => {
    sticky = atBottom();
    if (sticky) {
      placed = scroller.scrollTop;
      newer.hidden = true;
    }
  });
  newer.addEventListener("click", toBottom);
  // Pictures that load late and a growing composer must not push the last message out of sight.
  const watcher = new ResizeObserver(() => staysAtBottom() && toBottom());
  watcher.observe(list);
  watcher.observe(scroller);
}

function atBottom() {
  return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_BOTTOM_PX;
}

/** Whether new messages are to be followed. The scroll event comes a frame late: who has just moved up stays there. */
function staysAtBottom() {
  if (sticky && scroller.scrollTop < placed - 1 && !atBottom()) sticky = false;
  return sticky;
}

/** Go to the last message. */
export function toBottom() {
  scroller.scrollTop = scroller.scrollHeight;
  placed = scroller.scrollTop;
  sticky = true;
  newer.hidden = true;
}

/** Go to a message, in whichever channel it is. */
export function showMessage({ channel, ts }) {
  if (!channelOf(channel)) return;
  if (channel !== store.channel || store.pane !== "channel") showChannel(channel);
  const node = list.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  if (!node) return note("That message isn't here any more.");
  node.scrollIntoView({ block: "center" });
  node.focus({ preventScroll: true });
  node.classList.remove("fresh");
  requestAnimationFrame(() => node.classList.add("fresh"));
}

function drawHead() {
  const channel = channelOf(store.channel);
  if (!channel) return;
  const members = (channel.member_ids ?? []).map(person).filter(Boolean);
  document.getElementById("channel").setAttribute("aria-label", `Channel ${channel.name}`);
  document.getElementById("channel-head").replaceChildren(
    h("nav", { class: "strip", "aria-label": "Channels" }, ...channelLinks(), ...channelLinks(true)),
    h(
      "div",
      { class: "title" },
      h(
        "h1",
        {},
        !channel.is_im && h("span", { class: "hash", "aria-hidden": "true" }, "#"),
        titleOf(channel),
      ),
      h(
        "p",
        { class: "topic" },
        textOf({ type: "mrkdwn", text: String(channel.topic?.value ?? channel.topic ?? "") }),
      ),
    ),
    h(
      "div",
      {
        class: "faces",
        role: "img",
        "aria-label": `${members.length} members: ${members.map((one) => one.real_name || one.name).join(", ")}`,
      },
      ...members.slice(0, 4).map((one) => avatar(one, "small")),
      h("span", { class: "count" }, String(members.length)),
    ),
  );
}

function drawMessages() {
  const wasSticky = staysAtBottom();
  const before = list.childElementCount > 1;
  const fresh = [...store.fresh];
  reconcile(list, itemsOf(store.channel));
  store.fresh.clear();
  if (wasSticky) toBottom();
  else if (before && fresh.length) newer.hidden = false;
}

function intro(channel) {
  return h(
    "div",
    { class: "intro" },
    h("span", { class: "intro-mark", "aria-hidden": "true" }, icon(channel.is_im ? "chat" : "hash")),
    h("h2", {}, channel.is_im ? titleOf(channel) : `Welcome to #${channel.name}`),
    h(
      "p",
      {},
      channel.is_im ? "Only you and the app are here." : "Let something happen on X, and see it arrive here.",
    ),
  );
}

/** Messages and ephemerals in the order they are read: a thread's replies under its first message. */
function ordered(channel) {
  const all = [
    ...(store.messages[channel] ?? []).map((message) => ({ message, hidden: false })),
    ...(store.ephemerals[channel] ?? []).map((message) => ({ message, hidden: true })),
  ];
  const known = new Set(all.map(({ message }) => message.ts));
  const rootOf = ({ message }) => (known.has(message.thread_ts) ? message.thread_ts : message.ts);
  const order = (a, b) =>
    Number(rootOf(a)) - Number(rootOf(b)) || Number(a.message.ts) - Number(b.message.ts);
  return all.map((one) => ({ ...one, reply: rootOf(one) !== one.message.ts })).sort(order);
}

function itemsOf(channel) {
  const about = channelOf(channel);
  const items = about ? [{ key: "intro", value: about.name, make: () => intro(about) }] : [];
  let day = null;
  let last = null;
  for (const { message, hidden, reply } of ordered(channel)) {
    const seconds = Number(message.ts);
    if (!reply && dayKey(seconds) !== day) {
      day = dayKey(seconds);
      last = null;
      const name = dayName(seconds);
      items.push({
        key: `${store.me} day ${day}`,
        value: name,
        make: () => h("div", { class: "day", role: "separator", "aria-label": name }, h("span", {}, name)),
      });
    }
    const follows = Boolean(last) && !hidden && !reply && inOneBreath(last, message);
    const place = { channel, hidden, reply, follows, fresh: store.fresh.has(message.ts) };
    items.push({
      // Names and times read otherwise for another teammate, so a node belongs to one of them.
      key: `${store.me} ${hidden ? "only" : "all"} ${message.ts} ${follows}`,
      value: message,
      make: () => makeMessage(message, place),
      patch: (node) => patchMessage(node, message),
    });
    last = hidden || reply ? null : message;
  }
  return items;
}

function inOneBreath(last, message) {
  const plain = !last.blocks?.length && !message.blocks?.length;
  return (
    plain &&
    authorOf(last).name === authorOf(message).name &&
    Number(message.ts) - Number(last.ts) < SAME_BREATH_S
  );
}
