// The stack of modals: the top one in sight, those below keep what was typed into them.
import { act } from "./api.js";
import { openDialog } from "./dialog.js";
import { showBlocks } from "./blocks.js";
import { freshId, h } from "./dom.js";
import { busily, stateOf } from "./elements.js";
import { icon } from "./icons.js";
import { textOf } from "./mrkdwn.js";
import { wordsFor } from "./notes.js";
import { changed, on, store } from "./store.js";
import { showErrors, wrongInputs } from "./validation.js";

let dialog = null;
const panes = new Map(); // view id -> pane

/** Draw the stack now and whenever it changes. */
export function startModals() {
  on("views", draw);
}

function draw() {
  for (const [id, pane] of panes) {
    if (store.views.some((view) => view.id === id)) continue;
    pane.node.remove();
    panes.delete(id);
  }
  const top = store.views.at(-1);
  if (!top) {
    const closing = dialog;
    dialog = null;
    closing?.close();
    return;
  }
  if (!dialog) dialog = openDialog({ className: "modal", onEscape: closeTop, onClosed: closedByBrowser });
  for (const view of store.views) drawPane(view);
  showTop(panes.get(top.id));
}

function drawPane(view) {
  const pane = panes.get(view.id) ?? makePane(view);
  const depth = store.views.findIndex((one) => one.id === view.id);
  pane.title.replaceChildren(textOf(view.title));
  pane.back.hidden = depth === 0;
  pane.submit.hidden = !view.submit;
  pane.submit.firstElementChild.replaceChildren(textOf(view.submit ?? ""));
  pane.close.replaceChildren(textOf(view.close ?? (view.submit ? "Cancel" : "Close")));
  showBlocks(pane.body, view.blocks, pane.scene);
}

function makePane(view) {
  const id = view.id;
  const title = h("h2", { id: freshId("modal-title") });
  const back = h(
    "button",
    { type: "button", class: "plain", "aria-label": "Back", onclick: closeTop },
    icon("back"),
  );
  const cross = h(
    "button",
    { type: "button", class: "plain", "aria-label": "Close", onclick: closeTop },
    icon("close"),
  );
  const body = h("div", { class: "modal-body blocks", tabindex: "-1" });
  const failure = h("div", { class: "failure", role: "alert" });
  const close = h("button", { type: "button", class: "button", onclick: closeTop });
  const submit = h(
    "button",
    { type: "button", class: "button primary", dataset: { submit: "" } },
    h("span", { class: "face" }),
  );
  const foot = h("footer", { class: "modal-foot" }, failure, close, submit);
  const node = h(
    "section",
    { class: "pane" },
    h("header", { class: "modal-head" }, back, title, cross),
    body,
    foot,
  );
  const pane = { node, title, back, body, failure, close, submit, seen: false };
  pane.scene = {
    act: async (what) => {
      const answer = await act("click", { view_id: id, ...what, state: stateOf(body) });
      failure.replaceChildren(...(answer.ok ? [] : [icon("warn"), wordsFor(answer.error)]));
    },
    suggest: (what) => act("suggest", { view_id: id, ...what }),
  };
  submit.addEventListener("click", () => busily(submit, () => send(id, pane)));
  dialog.append(node);
  panes.set(id, pane);
  return pane;
}

function showTop(pane) {
  for (const other of panes.values()) other.node.hidden = other !== pane;
  dialog.setAttribute("aria-labelledby", pane.title.id);
  if (pane.seen && dialog.contains(document.activeElement) && document.activeElement.checkVisibility())
    return;
  pane.seen = true;
  const first =
    pane.body.querySelector("[data-first]") ??
    pane.body.querySelector("input,textarea,select") ??
    (pane.submit.hidden ? pane.close : pane.submit);
  first.focus();
}

async function send(id, pane) {
  pane.failure.replaceChildren();
  const wrong = wrongInputs(pane.body);
  showErrors(pane.body, wrong);
  if (Object.keys(wrong).length) return;
  const answer = await act("submit", { view_id: id, state: stateOf(pane.body) });
  if (answer.ok) {
    if (answer.action === "clear") store.views = [];
    if (answer.action === "close") store.views = store.views.filter((view) => view.id !== id);
    changed("views");
  } else if (answer.errors) {
    const homeless = showErrors(pane.body, answer.errors);
    pane.failure.replaceChildren(...homeless);
  } else {
    pane.failure.replaceChildren(icon("warn"), wordsFor(answer.error));
  }
}

function closeTop() {
  const top = store.views.pop();
  if (!top) return;
  changed("views");
  act("close", { view_id: top.id });
}

/** The browser closed it on its own (a phone's back gesture): the whole stack is gone. */
function closedByBrowser() {
  if (!dialog) return;
  dialog = null;
  panes.clear();
  const gone = store.views.splice(0);
  for (const view of gone.reverse()) act("close", { view_id: view.id });
}
