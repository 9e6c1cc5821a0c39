// Starts the page: reads both stand-ins, listens to both, and hands each event to who draws it.
import { read, SLACK, X } from "./api.js";
import { showMessage, startChannel } from "./channel.js";
import { startComposer } from "./composer.js";
import { openHome, startHome } from "./home.js";
import { setOpeners } from "./links.js";
import { startModals } from "./modal.js";
import { readX } from "./network.js";
import { note, wordsFor } from "./notes.js";
import { startPanel } from "./panel.js";
import { startPeople } from "./people.js";
import { changed, displace, place, store } from "./store.js";
import { listen } from "./stream.js";
import { startTabs } from "./tabs.js";
import { remember, remembered } from "./theme.js";
import { openX } from "./xdialog.js";

const FIRST = document.querySelector("meta[name=teammate]").content;
const broken = new Set();
const KEY = "rapport-user";
let endStream = () => {};

function line(name, isBroken) {
  if (isBroken) broken.add(name);
  else broken.delete(name);
  document.getElementById("connection").hidden = broken.size === 0;
}

function take(state) {
  const { team, users, bot, channels, messages, ephemerals, views, home, commands } = state;
  const open = (channels ?? [])
    .filter((one) => !one.is_archived)
    .map((one) => ({ ...one, is_im: Boolean(one.is_im) }));
  Object.assign(store, {
    team: team ?? {},
    users,
    bot: bot ?? {},
    channels: open,
    messages,
    ephemerals: ephemerals ?? {},
  });
  Object.assign(store, { views: views ?? [], home: home ?? null, commands: commands ?? [] });
  const known = open.some((channel) => channel.id === store.channel);
  if (!known) store.channel = (open.find((channel) => channel.name === "social") ?? open[0])?.id ?? null;
  changed("state", ...(known ? [] : ["channel"]), "messages", "views", "unread");
}

async function readSlack() {
  const user = store.me;
  const state = await read(`${SLACK}state?user=${encodeURIComponent(user)}`);
  if (user !== store.me) return; // someone else by now
  if (state.ok && state.users) return take(state);
  if (state.error === "user_not_found" && store.me !== FIRST) {
    // Remembered from another sandbox.
    remember(KEY, "");
    store.me = FIRST;
    return readSlack();
  }
  note(`Slack: ${wordsFor(state.error)}`);
}

const EVENTS = {
  message: ({ channel, message }) => {
    const isNew = !(store.messages[channel] ?? []).some((one) => one.ts === message.ts);
    place(store.messages, channel, message);
    if (isNew && channel === store.channel) store.fresh.add(message.ts);
    const looking = channel === store.channel && store.pane !== "home" && !document.hidden;
    if (isNew && !looking && message.user !== store.me) {
      store.unread[channel] = (store.unread[channel] ?? 0) + 1;
      changed("unread");
    }
    changed("messages");
  },
  message_changed: ({ channel, message }) => redraw(store.messages, channel, message),
  message_deleted: ({ channel, ts }) => drop(store.messages, channel, ts),
  file: (event) => EVENTS.message(event),
  ephemeral: ({ channel, message }) => {
    store.fresh.add(message.ts);
    redraw(store.ephemerals, channel, message);
  },
  ephemeral_changed: ({ channel, message }) => redraw(store.ephemerals, channel, message),
  ephemeral_deleted: ({ channel, ts }) => drop(store.ephemerals, channel, ts),
  view_opened: ({ view }) => setViews([view]),
  view_pushed: ({ view }) => setViews([...store.views.filter((one) => one.id !== view.id), view]),
  view_updated: ({ view }) => {
    if (view.type === "home") return EVENTS.home({ view });
    setViews(store.views.map((one) => (one.id === view.id ? view : one)));
  },
  view_closed: ({ view_id: id, all }) => setViews(all ? [] : store.views.filter((one) => one.id !== id)),
  home: ({ view }) => {
    store.home = view;
    changed("home");
  },
  reset: () => readSlack(),
};

function redraw(lists, channel, message) {
  place(lists, channel, message);
  changed("messages");
}

function drop(lists, channel, ts) {
  displace(lists, channel, ts);
  changed("messages");
}

function setViews(views) {
  store.views = views;
  changed("views");
}

function listenAs(user) {
  endStream();
  let held = []; // events that come while the state is being read are newer than it: they wait for it
  const hear = (event) => EVENTS[event.type]?.(event);
  endStream = listen(`${SLACK}events?user=${encodeURIComponent(user)}`, {
    onOpen: async () => {
      line("slack", false);
      held ??= [];
      await readSlack();
      const waiting = held ?? [];
      held = null;
      waiting.forEach(hear);
    },
    onBreak: () => line("slack", true),
    onEvent: (event) => (held ? held.push(event) : hear(event)),
  });
}

/** Be another teammate: everything that only one person sees changes with them. */
function actAs(user) {
  if (user === store.me) return;
  remember(KEY, user);
  Object.assign(store, { me: user, views: [], home: null, ephemerals: {} });
  changed("me", "state", "views", "messages", "home");
  listenAs(user);
  if (store.pane === "home") openHome();
}

async function start() {
  store.me = remembered(KEY) || FIRST;
  startPeople({ actAs, openHome });
  startChannel();
  startComposer();
  startHome();
  startModals();
  startTabs();
  startPanel();
  setOpeners({ x: openX, message: showMessage });
  listen(`${X}events`, {
    onOpen: () => (line("x", false), readX()),
    onBreak: () => line("x", true),
    onEvent: readX,
  });
  while (!store.users.length) {
    await readSlack();
    if (!store.users.length) await new Promise((resolve) => setTimeout(resolve, 1000));
  }
  listenAs(store.me);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden || !store.unread[store.channel] || store.pane === "home") return;
  delete store.unread[store.channel];
  changed("unread");
});
start();
