// People and posts of X as they look in the panel and in its dialogs.
import { onX } from "./api.js";
import { avatar } from "./avatar.js";
import { ago, fillDate } from "./dates.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { menuButton } from "./menu.js";
import { unescape } from "./mrkdwn.js";
import { answers, authorOfPost, isAnswered } from "./network.js";
import { note, wordsFor } from "./notes.js";
import { store } from "./store.js";

/** A number as people write it: 1,204 or 48.1K. */
export function short(number) {
  return new Intl.NumberFormat("en-GB", {
    notation: number >= 10000 ? "compact" : "standard",
    maximumFractionDigits: 1,
  }).format(number ?? 0);
}

/** Let something happen on X; a refusal is said at the foot of the page. */
export async function happen(what, body) {
  const answer = await onX(what, body);
  if (!answer.ok) note(`X: ${answer.detail ?? wordsFor(answer.error)}`);
  return answer;
}

/** Name and handle of someone. */
export function byline(someone) {
  return [
    h("strong", { class: "x-name" }, someone.name ?? someone.username),
    someone.verified && h("span", { class: "x-verified", title: "Verified" }, "✓"),
    someone.username && h("span", { class: "x-handle" }, `@${someone.username}`),
  ];
}

/** A post's text: entities undone, handles set apart; nothing of it becomes markup. */
function postText(post) {
  const words = unescape(String(post.text ?? "")).split(/(@\w{1,15}|#\w+|https?:\/\/\S+)/);
  return h(
    "p",
    { class: "x-text" },
    ...words.map((word, at) => (at % 2 ? h("span", { class: "x-entity" }, word) : word)),
  );
}

function standing(post, author) {
  const brand = store.x.brand;
  if (author.id === brand.id) {
    const to = (store.x.timeline ?? []).find((other) => other.id === answers(post));
    const name = to && authorOfPost(to).username;
    return to
      ? h("div", { class: "x-standing ours" }, icon("reply"), name ? `Reply to @${name}` : "Reply")
      : null;
  }
  return isAnswered(post)
    ? h("div", { class: "x-standing done" }, "✓ Answered")
    : h("div", { class: "x-standing open" }, "○ Not answered yet");
}

/** A post; `answer(post)` opens the box to answer it on X itself. */
export function postNode(post, answer) {
  const author = authorOfPost(post);
  const ours = author.id === store.x?.brand?.id;
  const seconds = Date.parse(post.created_at) / 1000;
  const when =
    Number.isFinite(seconds) &&
    h("time", { class: "x-time", title: fillDate("{date_long}, {time}", seconds) }, ago(seconds));
  const button =
    answer &&
    !ours &&
    h(
      "button",
      { type: "button", class: "x-small", onclick: () => answer(post) },
      icon("reply"),
      "Reply on X",
    );
  const foot = answer && h("div", { class: "x-foot" }, standing(post, author), button);
  return h(
    "article",
    { class: `x-post ${ours ? "ours" : ""}`, "aria-label": `Post by ${author.name}` },
    avatar(author, "medium"),
    h(
      "div",
      { class: "x-main" },
      h("div", { class: "x-byline" }, ...byline(author), when),
      postText(post),
      foot,
    ),
  );
}

/** A person in a list, with what may happen to their account. */
export function personNode(someone, isFollower) {
  const followed =
    someone.connection_status?.includes("following") ||
    (store.x?.following ?? []).some((one) => one.id === someone.id);
  const does = (label, what, danger) => ({ label, danger, choose: () => happen(what, { id: someone.id }) });
  const menu = menuButton(
    { class: "button icon-only", "aria-label": `What happens to @${someone.username}` },
    icon("more"),
    [
      ...(isFollower ? [does("They unfollow", "unfollow")] : []),
      does("Their account is protected", "protect"),
      does("Their account is suspended", "suspend", true),
      does("They delete their account", "delete", true),
    ],
  );
  return h(
    "article",
    { class: "x-person", "aria-label": someone.name },
    avatar(someone, "medium"),
    h(
      "div",
      { class: "x-main" },
      h("div", { class: "x-byline" }, ...byline(someone)),
      followed && h("div", { class: "x-standing done" }, "✓ Followed back"),
      someone.description && h("p", { class: "x-bio" }, unescape(someone.description)),
    ),
    menu,
  );
}

/** Three figures about someone. */
export function figures(someone) {
  const metrics = someone.public_metrics ?? {};
  const part = (value, word) => h("span", {}, h("strong", {}, short(value)), ` ${word}`);
  return h(
    "div",
    { class: "x-figures" },
    part(metrics.followers_count, "followers"),
    part(metrics.following_count, "following"),
    part(metrics.tweet_count, "posts"),
  );
}
