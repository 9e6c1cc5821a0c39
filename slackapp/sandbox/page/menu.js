// A small menu under a button: arrows move, Enter chooses, Escape and a click elsewhere close.
import { h } from "./dom.js";

/** A button with a menu. items: [{label (node or text), choose(), danger?}] */
export function menuButton(props, face, items) {
  const list = h("div", { class: "menu", role: "menu", hidden: true });
  const button = h(
    "button",
    { type: "button", "aria-haspopup": "menu", "aria-expanded": "false", ...props },
    face,
  );
  const close = (refocus) => {
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside, true);
    if (refocus) button.focus();
  };
  const outside = (event) => {
    if (!wrap.contains(event.target)) close(false);
  };
  list.append(
    ...items.map(({ label, choose, danger }) => {
      const pick = () => {
        close(true);
        choose();
      };
      return h(
        "button",
        {
          type: "button",
          role: "menuitem",
          tabindex: "-1",
          class: danger ? "danger-text" : "",
          onclick: pick,
        },
        label,
      );
    }),
  );
  button.addEventListener("click", () => {
    if (!list.hidden) return close(true);
    list.hidden = false;
    list.classList.toggle(
      "above",
      button.getBoundingClientRect().bottom + list.offsetHeight + 60 > innerHeight,
    );
    list.classList.toggle(
      "leftward",
      button.getBoundingClientRect().left + list.offsetWidth + 12 > edge(button),
    );
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside, true);
    list.firstElementChild?.focus();
  });
  const wrap = h(
    "span",
    { class: "menu-wrap", onkeydown: (event) => move(event, list, close) },
    button,
    list,
  );
  return wrap;
}

/** How far to the right a menu may reach: what leaves its pane is cut off. */
function edge(button) {
  return button.closest("#home, #channel, dialog")?.getBoundingClientRect().right ?? innerWidth;
}

function move(event, list, close) {
  if (list.hidden) return;
  const all = [...list.children];
  const at = all.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to !== undefined) all.at(to % all.length).focus();
  else if (event.key === "Escape") close(true);
  else if (event.key === "Tab") return close(false);
  else return;
  event.preventDefault();
  event.stopPropagation();
}
