// Where one writes: plain messages, and slash commands with their suggestions.
import { act } from "./api.js";
import { toBottom } from "./channel.js";
import { h } from "./dom.js";
import { busily } from "./elements.js";
import { icon } from "./icons.js";
import { wordsFor } from "./notes.js";
import { channelOf, on, store } from "./store.js";

const KEPT = 50;
const sent = [];
let recalled = 0; // how far back from the newest; 0 is what one writes now
let picked = -1;

const list = h("div", {
  class: "suggestions",
  id: "suggestions",
  role: "listbox",
  "aria-label": "Commands",
  hidden: true,
});
const field = h("textarea", {
  id: "composer-text",
  rows: "1",
  "aria-autocomplete": "list",
  "aria-controls": "suggestions",
  "aria-haspopup": "listbox",
  autocomplete: "off",
});
const button = h("button", { type: "button", class: "send", "aria-label": "Send" }, icon("up"));
const failure = h("div", { class: "failure", role: "alert" });
const hint = h(
  "div",
  { class: "composer-hint" },
  h("kbd", {}, "Enter"),
  " sends · ",
  h("kbd", {}, "/"),
  " for commands · ",
  h("kbd", {}, "↑"),
  " recalls",
);

/** Draw the composer. */
export function startComposer() {
  document.getElementById("composer").append(list, h("div", { class: "box" }, field, button), failure, hint);
  button.addEventListener("click", send);
  field.addEventListener("input", () => {
    recalled = 0;
    suggest();
    fit();
  });
  field.addEventListener("keydown", onKey);
  field.addEventListener("blur", () => setTimeout(hideList, 120));
  on("me", () => failure.replaceChildren());
  on("channel", () => {
    failure.replaceChildren();
    const channel = channelOf(store.channel);
    const name = channel && !channel.is_im ? `#${channel.name}` : store.bot.name;
    field.placeholder = `Message ${name}, or / for commands`;
    field.setAttribute("aria-label", `Message ${name}`);
  });
}

function fit() {
  field.style.height = "auto";
  field.style.height = `${Math.min(field.scrollHeight, 160)}px`;
}

function matching() {
  const typed = field.value.match(/^(\/\S*)$/)?.[1];
  return typed ? store.commands.filter(({ command }) => command.startsWith(typed.toLowerCase())) : [];
}

function suggest() {
  const found = matching();
  picked = found.length ? 0 : -1;
  list.replaceChildren(
    ...found.map(({ command, description, usage_hint: usage }, at) =>
      h(
        "div",
        {
          role: "option",
          id: `command-${at}`,
          onpointerdown: (event) => {
            event.preventDefault();
            choose(at);
          },
        },
        h("span", {}, h("strong", {}, command), usage && h("span", { class: "usage" }, ` ${usage}`)),
        h("span", { class: "hint" }, description ?? ""),
      ),
    ),
  );
  list.hidden = !found.length;
  mark();
}

function mark() {
  [...list.children].forEach((node, at) => node.setAttribute("aria-selected", String(at === picked)));
  if (picked >= 0 && !list.hidden) field.setAttribute("aria-activedescendant", `command-${picked}`);
  else field.removeAttribute("aria-activedescendant");
}

function hideList() {
  list.hidden = true;
  mark();
}

function choose(at) {
  write(`${matching()[at].command} `);
  hideList();
  field.focus();
}

function write(text) {
  field.value = text;
  field.setSelectionRange(text.length, text.length);
  fit();
}

function onKey(event) {
  if (event.isComposing) return;
  const open = !list.hidden;
  const plain = !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey;
  const complete = store.commands.some(({ command }) => command === field.value);
  if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    picked = (picked + (event.key === "ArrowDown" ? 1 : list.childElementCount - 1)) % list.childElementCount;
    mark();
  } else if (open && (event.key === "Tab" || (event.key === "Enter" && !complete)) && plain) choose(picked);
  else if (open && event.key === "Escape") hideList();
  else if (event.key === "Enter" && plain) send();
  else if (event.key === "ArrowUp" && plain && (field.value === "" || recalled)) recall(1);
  else if (event.key === "ArrowDown" && plain && recalled) recall(-1);
  else return;
  event.preventDefault();
}

function recall(step) {
  recalled = Math.max(0, Math.min(sent.length, recalled + step));
  write(recalled ? sent.at(-recalled) : "");
}

function send() {
  const text = field.value.trim();
  if (!text) return;
  hideList();
  failure.replaceChildren();
  busily(button, async () => {
    remember(text);
    write("");
    toBottom();
    const isCommand = text.startsWith("/");
    const answer = await act(isCommand ? "command" : "say", { channel: store.channel, text });
    if (answer.ok) return;
    const what = isCommand ? `${text.split(/\s/)[0]} failed: ` : "Not sent: ";
    failure.replaceChildren(icon("warn"), what + wordsFor(answer.error));
    if (!field.value) write(text);
  });
}

function remember(text) {
  if (sent.at(-1) !== text) sent.push(text);
  if (sent.length > KEPT) sent.shift();
  recalled = 0;
}
