// Dialogs: one native <dialog> each, so Escape, inertness and the return of focus are the browser's.
import { h } from "./dom.js";
import { textOf } from "./mrkdwn.js";

const FOCUSABLE =
  "a[href],button:not([disabled]),input:not([disabled]),select:not([disabled]),textarea:not([disabled])";

/** Open a modal dialog around `content`. `onEscape` decides what Escape does; without it, Escape closes. */
export function openDialog({ label, labelledBy, className, onEscape, onClosed }, ...content) {
  const opener = document.activeElement;
  const place = opener?.closest("article"); // the card the opener stood on: it may be redrawn meanwhile
  const dialog = h(
    "dialog",
    { class: className, "aria-label": label, "aria-labelledby": labelledBy },
    ...content,
  );
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Tab") keepInside(dialog, event);
    if (event.key !== "Escape" || event.defaultPrevented) return;
    // Handled here and not in `cancel`: a browser lets a page hold a second Escape back only after a click.
    event.preventDefault();
    event.stopPropagation();
    if (onEscape) onEscape();
    else dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.remove();
    const back = opener?.isConnected ? opener : place;
    if (back?.isConnected) back.focus({ preventScroll: true });
    onClosed?.();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function keepInside(dialog, event) {
  const all = [...dialog.querySelectorAll(FOCUSABLE)].filter((node) => node.checkVisibility());
  const edge = event.shiftKey ? all[0] : all.at(-1);
  if (all.length && document.activeElement !== edge && dialog.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0])?.focus();
}

/** Ask what a `confirm` object asks; resolves to true or false. Without one, true at once. */
export function confirmed(confirm) {
  if (!confirm) return Promise.resolve(true);
  return new Promise((resolve) => {
    let answer = false;
    const close = (value) => () => {
      answer = value;
      dialog.close();
    };
    const style = confirm.style === "danger" ? "danger" : "primary";
    const dialog = openDialog(
      {
        label: confirm.title?.text ?? "Are you sure?",
        className: "modal small",
        onClosed: () => resolve(answer),
      },
      h("header", { class: "modal-head" }, h("h2", {}, textOf(confirm.title ?? "Are you sure?"))),
      h("div", { class: "modal-body" }, h("p", {}, textOf(confirm.text ?? ""))),
      h(
        "footer",
        { class: "modal-foot" },
        h(
          "button",
          { type: "button", class: "button", onclick: close(false) },
          textOf(confirm.deny ?? "Cancel"),
        ),
        h(
          "button",
          { type: "button", class: `button ${style}`, onclick: close(true) },
          textOf(confirm.confirm ?? "Yes"),
        ),
      ),
    );
  });
}
