// The bar at the foot of a narrow screen.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { showPane } from "./people.js";
import { on, store } from "./store.js";

const TABS = [
  ["channel", "chat", "Channel", "channel"],
  ["home", "home", "Home", "home"],
  ["x", "cross", "X", "panel"],
  ["people", "people", "People", "sidebar"],
];

/** Draw the tabs; arrows move between them. */
export function startTabs() {
  const bar = document.getElementById("tabs");
  const buttons = TABS.map(([pane, face, label, part]) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        "aria-controls": part,
        dataset: { pane },
        onclick: () => showPane(pane),
      },
      icon(face),
      h("span", {}, label),
      h("span", { class: "dot", hidden: true }),
    ),
  );
  bar.append(...buttons);
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const to = buttons.at((buttons.indexOf(document.activeElement) + step) % buttons.length);
    to.focus();
    to.click();
  });
  const draw = () => {
    for (const button of buttons) {
      const here = button.dataset.pane === store.pane;
      button.setAttribute("aria-selected", String(here));
      button.tabIndex = here ? 0 : -1;
    }
    const total = Object.values(store.unread).reduce((sum, count) => sum + count, 0);
    buttons[0].lastElementChild.hidden = total === 0;
    buttons[0].setAttribute("aria-label", total ? `Channel, ${total} unread` : "Channel");
  };
  on("pane", draw);
  on("unread", draw);
  draw();
}
