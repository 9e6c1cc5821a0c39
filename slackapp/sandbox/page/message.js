// One message of the channel: who, when, what, and what may be done about it.
import { act } from "./api.js";
import { avatar } from "./avatar.js";
import { showBlocks } from "./blocks.js";
import { clockTime, fillDate } from "./dates.js";
import { h } from "./dom.js";
import { stateOf } from "./elements.js";
import { icon } from "./icons.js";
import { wordsFor } from "./notes.js";
import { person, store } from "./store.js";

const parts = new WeakMap();

/** Who wrote it: {name, isApp, …} whether a teammate or the app. */
export function authorOf(message) {
  const isApp = Boolean(message.bot_id) || message.user === store.bot.user_id;
  const someone = isApp ? { ...store.bot, is_app: true } : person(message.user);
  const name = message.username || someone?.real_name || someone?.name || "Someone";
  return { ...someone, name, real_name: name, isApp };
}

/** A message as a node; `place`: {channel, hidden (an ephemeral), follows (its author's last), reply, fresh}. */
export function makeMessage(message, place) {
  const author = authorOf(message);
  const seconds = Number(message.ts);
  const head = h("div", { class: "head" });
  const body = h("div", { class: "blocks" });
  const failure = h("div", { class: "failure", role: "alert" });
  const classes = [
    "message",
    place.hidden && "hidden-one",
    place.follows && "follows",
    place.reply && "reply",
    place.fresh && "fresh",
  ];
  const only = place.hidden && h("div", { class: "only-you" }, icon("eye"), "Only visible to you");
  const node = h(
    "article",
    {
      class: classes.filter(Boolean).join(" "),
      tabindex: "-1",
      dataset: { ts: message.ts },
      "aria-label": `${author.name}, ${clockTime(seconds)}`,
    },
    h(
      "div",
      { class: "gutter" },
      place.follows ? h("time", { class: "small-time" }, clockTime(seconds)) : avatar(author, "big"),
    ),
    h("div", { class: "content" }, only, head, body, failure),
  );
  parts.set(node, { head, body, failure, place });
  fill(node, message, author);
  return node;
}

/** Bring a message's node up to date in place; the focus stays on the card. */
export function patchMessage(node, message) {
  const had = node.contains(document.activeElement);
  fill(node, message, authorOf(message));
  if (had && !node.contains(document.activeElement)) node.focus({ preventScroll: true });
  return true;
}

function fill(node, message, author) {
  const { head, body, failure, place } = parts.get(node);
  const seconds = Number(message.ts);
  const when = h("time", { title: fillDate("{date_long}, {time_secs}", seconds) }, clockTime(seconds));
  const edited = message.edited && h("span", { class: "edited" }, "(edited)");
  const badge = author.isApp && h("span", { class: "badge" }, "APP");
  if (place.follows) head.replaceChildren(...(edited ? [edited] : []));
  else
    head.replaceChildren(
      h("strong", { class: "author" }, author.name),
      ...[badge, when, edited].filter(Boolean),
    );
  failure.replaceChildren();
  showBlocks(body, blocksOf(message), sceneOf(node, message));
}

function blocksOf(message) {
  const words = { type: "section", block_id: "text", text: { type: "mrkdwn", text: message.text ?? "" } };
  const own = message.blocks?.length ? message.blocks : message.text ? [words] : [];
  const attached = (message.attachments ?? []).flatMap(
    (one) => one.blocks ?? [{ ...words, text: { type: "mrkdwn", text: one.text ?? one.fallback ?? "" } }],
  );
  const files = (message.files ?? []).map((file) => ({ ...fileBlock(file), block_id: `file-${file.id}` }));
  return [...own, ...attached, ...files];
}

function fileBlock(file) {
  const address = file.url_private ?? file.permalink ?? "";
  const title = file.title || file.name || "File";
  if (String(file.mimetype).startsWith("image/"))
    return {
      type: "image",
      image_url: address,
      alt_text: file.alt_txt || title,
      title: { type: "plain_text", text: title },
    };
  return { type: "file", url: address, title };
}

function sceneOf(node, message) {
  const { body, failure, place } = parts.get(node);
  return {
    act: async (what) => {
      failure.replaceChildren();
      const state = stateOf(body);
      const extra = { ...(place.hidden && { ephemeral: true }), ...(Object.keys(state).length && { state }) };
      const answer = await act("click", { channel: place.channel, ts: message.ts, ...what, ...extra });
      if (!answer.ok) failure.replaceChildren(icon("warn"), wordsFor(answer.error));
    },
  };
}
