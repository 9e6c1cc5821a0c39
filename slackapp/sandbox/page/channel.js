// The channel in the middle: its head, its messages, and where one is in them.
import { avatar } from "./avatar.js";
import { dayKey, dayName } from "./dates.js";
import { h, reconcile } from "./dom.js";
import { authorOf, makeMessage, patchMessage } from "./message.js";
import { textOf } from "./mrkdwn.js";
import { channelOf, on, person, store } from "./store.js";
import { channelLinks } from "./people.js";

const NEAR_BOTTOM_PX = 60;
const SAME_BREATH_S = 300;

const scroller = document.getElementById("messages");
const list = document.getElementById("message-list");
const newer = document.getElementById("newer");
let sticky = true;

/** Draw the channel now and whenever it changes. */
export function startChannel() {
  on("channel", drawHead);
  on("channel", () => {
    list.replaceChildren();
    sticky = true;
    drawMessages();
  });
  on("messages", drawMessages);
  scroller.addEventListener("scroll", () => {
    sticky = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_BOTTOM_PX;
    if (sticky) newer.hidden = true;
  });
  newer.addEventListener("click", toBottom);
  // Pictures that load late and a growing composer must not push the last message out of sight.
  const watcher = new ResizeObserver(() => sticky && toBottom());
  watcher.observe(list);
  watcher.observe(scroller);
}

/** Go to the last message. */
export function toBottom() {
  scroller.scrollTop = scroller.scrollHeight;
  sticky = true;
  newer.hidden = true;
}

function drawHead() {
  const channel = channelOf(store.channel);
  if (!channel) return;
  const members = (channel.member_ids ?? []).map(person).filter(Boolean);
  document.getElementById("channel").setAttribute("aria-label", `Channel ${channel.name}`);
  document.getElementById("channel-head").replaceChildren(
    h("nav", { class: "strip", "aria-label": "Channels" }, ...channelLinks()),
    h(
      "div",
      { class: "title" },
      h("h1", {}, h("span", { class: "hash", "aria-hidden": "true" }, "#"), channel.name),
      h("p", { class: "topic" }, textOf({ type: "mrkdwn", text: String(channel.topic?.value ?? channel.topic ?? "") })),
    ),
    h(
      "div",
      { class: "faces", role: "img", "aria-label": `${members.length} members: ${members.map((one) => one.real_name || one.name).join(", ")}` },
      ...members.slice(0, 4).map((one) => avatar(one, "small")),
      h("span", { class: "count" }, String(members.length)),
    ),
  );
}

function drawMessages() {
  const wasSticky = sticky;
  const before = list.childElementCount;
  const fresh = [...store.fresh];
  reconcile(list, itemsOf(store.channel));
  store.fresh.clear();
  if (wasSticky) toBottom();
  else if (before && fresh.length) newer.hidden = false;
  if (!list.childElementCount) list.append(empty());
}

function empty() {
  return h("div", { class: "empty" }, h("strong", {}, "It's quiet here."), h("p", {}, "Let something happen on X, and see it arrive."));
}

/** Messages and ephemerals in the order they are read: a thread's replies under its first message. */
function ordered(channel) {
  const all = [
    ...(store.messages[channel] ?? []).map((message) => ({ message, hidden: false })),
    ...(store.ephemerals[channel] ?? []).map((message) => ({ message, hidden: true })),
  ];
  const known = new Set(all.map(({ message }) => message.ts));
  const rootOf = ({ message }) => (known.has(message.thread_ts) ? message.thread_ts : message.ts);
  const order = (a, b) => Number(rootOf(a)) - Number(rootOf(b)) || Number(a.message.ts) - Number(b.message.ts);
  return all.map((one) => ({ ...one, reply: rootOf(one) !== one.message.ts })).sort(order);
}

function itemsOf(channel) {
  const items = [];
  let day = null;
  let last = null;
  for (const { message, hidden, reply } of ordered(channel)) {
    const seconds = Number(message.ts);
    if (!reply && dayKey(seconds) !== day) {
      day = dayKey(seconds);
      last = null;
      const name = dayName(seconds);
      items.push({ key: `day ${day}`, value: name, make: () => h("div", { class: "day", role: "separator", "aria-label": name }, h("span", {}, name)) });
    }
    const follows = Boolean(last) && !hidden && !reply && inOneBreath(last, message);
    const place = { channel, hidden, reply, follows, fresh: store.fresh.has(message.ts) };
    items.push({
      key: `${hidden ? "only" : "all"} ${message.ts} ${follows}`,
      value: [message, store.me],
      make: () => makeMessage(message, place),
      patch: (node) => patchMessage(node, message),
    });
    last = hidden || reply ? null : message;
  }
  return items;
}

function inOneBreath(last, message) {
  const plain = !last.blocks?.length && !message.blocks?.length;
  return plain && authorOf(last).name === authorOf(message).name && Number(message.ts) - Number(last.ts) < SAME_BREATH_S;
}
