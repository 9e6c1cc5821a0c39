// Mastodon in the panel, where the sandbox runs one: what one lets happen there, and the way to its own page.
import { read, send, MASTODON } from "./api.js";
import { busily } from "./elements.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { note, wordsFor } from "./notes.js";
import { short } from "./posts.js";

const LOOK_MS = 3000; // mastodon-mock tells nobody of changes: we look
const HAPPENINGS = [
  ["add", "A new follower", "follow"],
  ["ask", "A question", "ask"],
  ["lock", "A private question", "ask_in_private"],
];

function button(face, label, what, draw) {
  const node = h("button", { type: "button", class: "x-do" }, icon(face), h("span", {}, label));
  const press = async () => {
    const answer = await send(MASTODON + what, {});
    if (!answer.ok) note(`Mastodon: ${answer.detail ?? wordsFor(answer.error)}`);
    await draw();
  };
  node.addEventListener("click", () => busily(node, press));
  return node;
}

function figures({ followers, following, statuses }) {
  return [
    [followers, "followers"],
    [following, "following"],
    [statuses, "posts"],
  ].map(([value, word]) => h("span", {}, h("strong", {}, short(value)), ` ${word}`));
}

function card(state) {
  const counts = h("div", { class: "x-figures" });
  const node = h(
    "div",
    { class: "m-card" },
    h("div", { class: "m-who" }, h("strong", {}, state.name), h("span", { class: "x-handle" }, `@${state.username}`)),
    counts,
    h(
      "p",
      { class: "m-way" },
      "See it on the server’s own page: ",
      h("a", { href: state.url, target: "_blank", rel: "noopener noreferrer" }, new URL(state.url).host),
      ` (choose “Mock Login”, then ${state.name}).`,
    ),
  );
  return { node, draw: (now) => counts.replaceChildren(...figures(now)) };
}

/** Fill `place` once it is known that Mastodon runs here; where it doesn't, it stays hidden. */
export async function startMastodon(place) {
  const state = await read(`${MASTODON}state`);
  if (!state.running) return;
  const shown = card(state);
  const draw = async () => {
    const now = document.hidden ? null : await read(`${MASTODON}state`);
    if (now?.running) shown.draw(now);
  };
  shown.draw(state);
  const doing = h("div", { class: "x-doings" }, ...HAPPENINGS.map((one) => button(...one, draw)));
  place.append(h("h3", {}, "On Mastodon"), shown.node, doing);
  place.hidden = false;
  setInterval(draw, LOOK_MS);
}
