// Light, dark, or as the system has it; remembered in this browser.
import { h } from "./dom.js";
import { icon } from "./icons.js";

const KEY = "rapport-theme";
const ORDER = ["auto", "light", "dark"];
const LABEL = { auto: "as the system", light: "light", dark: "dark" };

/** What this browser remembers under `key`, or null; private windows may remember nothing. */
export function remembered(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Remember `value` under `key`, where the browser lets us. */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing to do: the choice holds until the page is closed.
  }
}

function apply(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

let current = ORDER.includes(remembered(KEY)) ? remembered(KEY) : "auto";
apply(current);

/** The button that goes through the three looks. */
export function themeButton() {
  const label = h("span", {}, `Theme: ${LABEL[current]}`);
  return h(
    "button",
    {
      class: "quiet",
      type: "button",
      id: "theme",
      onclick: () => {
        current = ORDER[(ORDER.indexOf(current) + 1) % ORDER.length];
        apply(current);
        remember(KEY, current);
        label.textContent = `Theme: ${LABEL[current]}`;
      },
    },
    icon("theme"),
    label,
  );
}
