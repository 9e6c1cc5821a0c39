// What the page knows: one plain object, and who wants to hear when a part of it changed.

export const store = {
  me: null, // id of the teammate one acts as
  team: {},
  users: [],
  bot: {},
  channels: [],
  messages: {}, // channel id -> [message]
  ephemerals: {},
  views: [], // the open modal stack, last on top
  home: null,
  commands: [],
  channel: null, // id of the channel shown
  pane: "channel", // channel | home | x | people
  unread: {}, // channel id -> number
  fresh: new Set(), // ts of messages that came while one looked
  x: null, // the state of the X stand-in
};

const listeners = new Map();

/** Call `listener` after each change of the named topic. */
export function on(topic, listener) {
  if (!listeners.has(topic)) listeners.set(topic, []);
  listeners.get(topic).push(listener);
}

/** Tell everyone that the named topics changed. */
export function changed(...topics) {
  for (const topic of topics) for (const listener of listeners.get(topic) ?? []) listener();
}

/** The teammate or the bot of that id, or undefined. */
export function person(id) {
  if (id && (id === store.bot.user_id || id === store.bot.id))
    return { ...store.bot, real_name: store.bot.name };
  return store.users.find((user) => user.id === id);
}

/** The name by which people know that id. */
export function nameOf(id) {
  const someone = person(id);
  return someone ? someone.real_name || someone.name : String(id);
}

/** The channel of that id, or undefined. */
export function channelOf(id) {
  return store.channels.find((channel) => channel.id === id);
}

/** The name of a channel as people read it: the direct one bears the app's. */
export function titleOf(channel) {
  return channel.is_im ? `${store.bot.name} Messages` : channel.name;
}

/** Put a message into a list ordered by ts, in place of one of the same ts. */
export function place(lists, channel, message) {
  const list = (lists[channel] ?? []).filter((other) => other.ts !== message.ts);
  list.push(message);
  list.sort((a, b) => Number(a.ts) - Number(b.ts));
  lists[channel] = list;
}

/** Take a message out of its list. */
export function displace(lists, channel, ts) {
  lists[channel] = (lists[channel] ?? []).filter((message) => message.ts !== ts);
}
