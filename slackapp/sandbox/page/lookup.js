// A menu whose options the app gives as one looks for something: a combobox with its list below.
import { freshId, h } from "./dom.js";
import { textOf } from "./mrkdwn.js";

const TYPING_PAUSE_MS = 200;
const SLACKS_MINIMUM = 3;

const wordsOf = (object) => object?.text ?? "";

/** A field as those in fields.js; `suggest(typed)` resolves to the app's answer, `{ok, options}`. */
export function lookupField(spec, { act, suggest }) {
  let chosen = spec.initial_option ?? null;
  let shown = [];
  let at = -1;
  let asked = 0; // what an earlier question is answered late is not shown
  let timer;
  const least = spec.min_query_length ?? SLACKS_MINIMUM;
  const list = h("div", { class: "menu options", role: "listbox", id: freshId("options"), hidden: true });
  const box = h("input", {
    class: "field",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    placeholder: wordsOf(spec.placeholder) || "Choose…",
    "aria-label": wordsOf(spec.placeholder) || null,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    value: wordsOf(chosen?.text),
  });

  const close = () => {
    asked += 1;
    clearTimeout(timer);
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    box.value = wordsOf(chosen?.text);
  };
  const pick = (option) => {
    chosen = option;
    close();
    act(option.value);
  };
  const mark = (next) => {
    at = next;
    [...list.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === at)));
    const here = list.children[at];
    if (!here || !shown.length) return box.removeAttribute("aria-activedescendant");
    box.setAttribute("aria-activedescendant", here.id);
    here.scrollIntoView({ block: "nearest" });
  };
  const show = (options, otherwise) => {
    shown = options;
    list.replaceChildren(
      ...options.map((option) => optionNode(option, pick)),
      ...(options.length ? [] : [h("div", { class: "hint" }, otherwise)]),
    );
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(options.length ? 0 : -1);
  };
  const look = async (typed) => {
    asked += 1;
    const question = asked;
    if (typed.length < least) return show([], `Type ${least} characters to look for something.`);
    const answer = await suggest(typed);
    if (question !== asked) return;
    show(answer.ok ? (answer.options ?? []) : [], answer.ok ? "No results" : "The options can’t be loaded.");
  };

  box.addEventListener("focus", () => box.select());
  box.addEventListener("click", () => list.hidden && look(""));
  box.addEventListener("blur", close);
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => look(box.value.trim()), TYPING_PAUSE_MS);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && list.hidden) look("");
    else if (event.key === "ArrowDown" && shown.length) mark((at + 1) % shown.length);
    else if (event.key === "ArrowUp" && shown.length) mark((at - 1 + shown.length) % shown.length);
    else if (event.key === "Enter") !list.hidden && shown[at] && pick(shown[at]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const node = h("div", { class: "lookup" }, box, list);
  return { node, read: () => ({ selected_option: chosen }) };
}

function optionNode(option, pick) {
  const more = option.description && h("span", { class: "hint" }, textOf(option.description));
  const node = h(
    "div",
    { class: "option", role: "option", id: freshId("option"), "aria-selected": "false" },
    h("span", {}, textOf(option.text)),
    more,
  );
  node.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  node.addEventListener("click", () => pick(option));
  return node;
}
