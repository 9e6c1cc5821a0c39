// X's own pages, as a dialog: what a link to x.com opens here, so that the way by link can be lived through.
import { avatar } from "./avatar.js";
import { openDialog } from "./dialog.js";
import { freshId, h } from "./dom.js";
import { busily } from "./elements.js";
import { icon } from "./icons.js";
import { unescape } from "./mrkdwn.js";
import { findPerson } from "./network.js";
import { byline, figures, happen, postNode } from "./posts.js";
import { store } from "./store.js";

const LONGEST = 280;
const WEIGHT_ONE = /[\u0000-\u10FF\u2000-\u200D\u2010-\u201F\u2032-\u2037]/;

/** Open the page of X that a link means; see `meaningOnX`. */
export function openX(meaning) {
  if (meaning.kind === "follow") return followPage(meaning);
  if (meaning.kind === "compose") return composePage(meaning);
  if (meaning.kind === "post") return postPage(meaning);
  return profilePage(meaning);
}

function page(title, makeParts) {
  const close = () => dialog.close();
  const label = freshId("x-title");
  const brand = store.x?.brand?.username ?? "the brand";
  const dialog = openDialog(
    { className: "modal x-dialog", labelledBy: label },
    h(
      "header",
      { class: "x-dialog-head" },
      h("span", { class: "x-mark", "aria-hidden": "true" }, icon("cross")),
      h("span", {}, "You are on X as ", h("strong", {}, `@${brand}`)),
      h("button", { type: "button", class: "plain", "aria-label": "Close", onclick: close }, icon("close")),
    ),
    h("div", { class: "modal-body" }, h("h2", { id: label }, title), ...makeParts(close).filter(Boolean)),
  );
  (dialog.querySelector("textarea,.button.primary") ?? dialog.querySelector("button")).focus();
  return dialog;
}

function stranger({ id, handle }) {
  return (
    findPerson({ id, handle }) ?? {
      id,
      username: handle?.replace(/^@/, ""),
      name: handle ? `@${handle.replace(/^@/, "")}` : `User ${id}`,
    }
  );
}

function personCard(someone) {
  return h(
    "div",
    { class: "x-card" },
    avatar(someone, "large"),
    h("div", { class: "x-byline" }, ...byline(someone)),
    someone.description && h("p", { class: "x-bio" }, unescape(someone.description)),
    someone.public_metrics && figures(someone),
  );
}

function doing(label, what, body, close) {
  const node = h("button", { type: "button", class: "button primary" }, h("span", {}, label));
  node.addEventListener("click", () => busily(node, async () => (await happen(what, body())).ok && close()));
  return node;
}

function followPage(meaning) {
  const someone = stranger(meaning);
  const target = meaning.id ? { id: meaning.id } : { handle: someone.username };
  return page(`Follow ${someone.username ? `@${someone.username}` : someone.name}?`, (close) => [
    personCard(someone),
    doing("Follow", "brand_follows", () => target, close),
  ]);
}

function profilePage(meaning) {
  const someone = stranger(meaning);
  const known = (store.x?.following ?? []).some((one) => one.id === someone.id);
  const theirs = (store.x?.timeline ?? []).filter((post) => post.author_id === someone.id).slice(0, 5);
  const target = someone.id ? { id: someone.id } : { handle: someone.username };
  const ours = someone.id === store.x?.brand?.id;
  return page(someone.name, (close) => [
    personCard(someone),
    ours
      ? null
      : known
        ? h("p", { class: "x-standing done" }, "✓ You follow them")
        : doing("Follow", "brand_follows", () => target, close),
    h("div", {}, ...theirs.map((post) => postNode(post))),
  ]);
}

function postPage({ id }) {
  const post = (store.x?.timeline ?? []).find((one) => one.id === id);
  if (!post) return page("Post", () => [h("p", {}, "This post isn't in the brand's timeline any more.")]);
  const reply = (close) => {
    const node = h("button", { type: "button", class: "button primary" }, "Reply");
    node.addEventListener("click", () => {
      close();
      composePage({ inReplyTo: id });
    });
    return post.author_id === store.x?.brand?.id ? null : node;
  };
  return page("Post", (close) => [postNode(post), reply(close)]);
}

/** Length as X counts it: letters of most alphabets one, all else two, an address 23. */
function lengthOnX(text) {
  const bare = text.replace(/https?:\/\/\S+/g, "x".repeat(23));
  return [...bare].reduce((sum, letter) => sum + (WEIGHT_ONE.test(letter) ? 1 : 2), 0);
}

function composePage({ inReplyTo, text = "" }) {
  const post = (store.x?.timeline ?? []).find((one) => one.id === inReplyTo);
  const field = h("textarea", { class: "field", rows: "4", "aria-label": "Your post" });
  field.value = text;
  const left = h("span", { class: "x-left", "aria-live": "polite" });
  return page(inReplyTo ? "Your reply" : "Your post", (close) => {
    const body = () => ({ text: field.value.trim(), ...(inReplyTo && { in_reply_to: inReplyTo }) });
    const send = doing("Post", "brand_posts", body, close);
    const count = () => {
      const rest = LONGEST - lengthOnX(field.value);
      left.textContent = rest < 0 ? `${-rest} too many` : `${rest} left`;
      left.classList.toggle("bad", rest < 0);
      send.toggleAttribute("disabled", rest < 0 || field.value.trim() === "");
    };
    field.addEventListener("input", count);
    count();
    const gone =
      inReplyTo && !post ? h("p", { class: "hint" }, "A reply to a post that isn't in sight here.") : null;
    return [
      post ? h("div", { class: "x-quoted" }, postNode(post)) : gone,
      field,
      h("div", { class: "x-send" }, left, send),
    ];
  });
}
