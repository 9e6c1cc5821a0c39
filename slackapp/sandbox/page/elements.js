// Block Kit's interactive elements, and what each of them holds at this moment.
import { confirmed } from "./dialog.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { openAddress } from "./links.js";
import { menuButton } from "./menu.js";
import { textOf } from "./mrkdwn.js";
import { FIELDS } from "./fields.js";

const readers = new WeakMap();

/** What every stateful element inside `root` holds, in Slack's shape: {block_id: {action_id: {type, …}}}. */
export function stateOf(root) {
  const state = {};
  for (const node of root.querySelectorAll("[data-stateful]")) {
    const { block, action } = node.dataset;
    state[block] = { ...state[block], [action]: readers.get(node)() };
  }
  return state;
}

/** One element as a node; `scene.act({block_id, action_id, value})` is called when a person uses it. */
export function element(spec, blockId, scene) {
  if (spec.type === "button" || spec.type === "workflow_button") return button(spec, blockId, scene);
  if (spec.type === "overflow") return overflow(spec, blockId, scene);
  if (spec.type === "image") return null;
  const field = FIELDS[spec.type];
  if (!field) return h("span", { class: "unknown" }, `Unknown element “${spec.type}”`);
  const act = async (value) => {
    if (!(await confirmed(spec.confirm))) return;
    await scene.act({ block_id: blockId, action_id: spec.action_id, value });
  };
  const suggest = async (typed) =>
    scene.suggest?.({ block_id: blockId, action_id: spec.action_id, value: typed }) ?? { ok: false };
  const { node, read } = field(spec, { act, suggest });
  if (spec.focus_on_load) node.dataset.first = "";
  Object.assign(node.dataset, {
    stateful: "",
    block: blockId,
    action: spec.action_id ?? "",
    kind: spec.type,
  });
  readers.set(node, () => ({ type: spec.type, ...read() }));
  return node;
}

/** Run `work` while `node` shows that it is at work; a second click meanwhile does nothing. */
export async function busily(node, work) {
  if (node.getAttribute("aria-busy") === "true") return;
  node.setAttribute("aria-busy", "true");
  try {
    await work();
  } finally {
    node.removeAttribute("aria-busy");
  }
}

function button(spec, blockId, scene) {
  const style = ["primary", "danger"].includes(spec.style) ? spec.style : "";
  const opens = Boolean(spec.url);
  const node = h(
    "button",
    {
      type: "button",
      class: `button ${style}`,
      "aria-label": spec.accessibility_label,
      title: spec.url,
      dataset: { block: blockId, action: spec.action_id ?? "" },
    },
    h("span", { class: "face" }, textOf(spec.text)),
  );
  node.addEventListener("click", async () => {
    if (!(await confirmed(spec.confirm))) return;
    if (opens) openAddress(spec.url);
    await busily(node, () => scene.act({ block_id: blockId, action_id: spec.action_id, value: spec.value }));
  });
  return node;
}

function overflow(spec, blockId, scene) {
  const items = (spec.options ?? []).map((option) => ({
    label: textOf(option.text),
    choose: async () => {
      if (!(await confirmed(spec.confirm))) return;
      if (option.url) openAddress(option.url);
      const trigger = node.firstElementChild;
      await busily(trigger, () =>
        scene.act({ block_id: blockId, action_id: spec.action_id, value: option.value }),
      );
    },
  }));
  const props = {
    class: "button icon-only",
    "aria-label": "More actions",
    dataset: { block: blockId, action: spec.action_id ?? "" },
  };
  const node = menuButton(props, icon("more"), items);
  return node;
}
