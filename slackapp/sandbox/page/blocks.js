// Block Kit blocks into nodes, and a surface of blocks kept up to date in place.
import { chart } from "./chart.js";
import { element } from "./elements.js";
import { freshId, h, keepingFocus, reconcile, safeImage } from "./dom.js";
import { linkTo, textOf } from "./mrkdwn.js";
import { markdown } from "./markdown.js";
import { richText } from "./richtext.js";
import { table } from "./table.js";

const STILL = new Set(["section", "context", "header", "divider", "image", "rich_text", "markdown", "table", "data_visualization"]);

/** Show `blocks` in `container`, touching only what changed: typed text, caret and focus stay. */
export function showBlocks(container, blocks, scene) {
  const seen = new Map();
  const items = (blocks ?? []).map((block, at) => ({
    ...identity(block, at, seen),
    make: () => makeBlock(block, scene),
    patch: block.type === "input" ? (node) => patchInput(node, block) : undefined,
  }));
  keepingFocus(container, () => reconcile(container, items));
}

/** Blocks one can use are known by their id; all others by what they say, as Slack gives them new ids each time. */
function identity(block, at, seen) {
  const still = STILL.has(block.type) && (!block.accessory || block.accessory.type === "image");
  if (!still) return { key: `${block.type}:${block.block_id ?? at}`, value: block };
  const words = JSON.stringify({ ...block, block_id: undefined });
  seen.set(words, (seen.get(words) ?? 0) + 1);
  return { key: `${words} ${seen.get(words)}`, value: null };
}

function makeBlock(block, scene) {
  const maker = BLOCKS[block.type];
  try {
    if (maker) return maker(block, scene);
  } catch (error) {
    console.warn("A block could not be drawn", block.type, error);
  }
  return h("div", { class: "block unknown", role: "note" }, `Unknown block “${block.type}”`);
}

/** A picture that says what it shows when it cannot be loaded. */
export function picture(source, alt, className) {
  const address = safeImage(source);
  const missing = () => h("span", { class: `${className} missing`, role: "img", "aria-label": alt }, alt);
  if (!address) return missing();
  const node = h("img", { src: address, alt, class: className, loading: "lazy" });
  node.addEventListener("error", () => node.replaceWith(missing()));
  return node;
}

const sourceOf = (spec) => spec.image_url ?? spec.slack_file?.url ?? "";

function section(block, scene) {
  const body = h("div", { class: "section-body" });
  if (block.text) body.append(h("div", { class: "words" }, textOf(block.text)));
  if (block.fields?.length)
    body.append(h("div", { class: "fields" }, ...block.fields.map((field) => h("div", {}, textOf(field)))));
  const extra = block.accessory;
  const side = !extra
    ? null
    : extra.type === "image"
      ? picture(sourceOf(extra), extra.alt_text ?? "", "thumb")
      : element(extra, block.block_id ?? "", scene);
  return h("div", { class: "block section" }, body, side && h("div", { class: "accessory" }, side));
}

function context(block) {
  const parts = (block.elements ?? []).map((part) =>
    part.type === "image"
      ? picture(sourceOf(part), part.alt_text ?? "", "tiny")
      : h("span", { class: "words" }, textOf(part)),
  );
  return h("div", { class: "block context" }, ...parts);
}

function actions(block, scene) {
  const parts = (block.elements ?? []).map((part) => element(part, block.block_id ?? "", scene));
  return h("div", { class: "block actions", role: "group", "aria-label": "Actions" }, ...parts);
}

function image(block) {
  const title = block.title && h("figcaption", {}, textOf(block.title));
  return h("figure", { class: "block image" }, title, picture(sourceOf(block), block.alt_text ?? "", "full"));
}

function input(block, scene) {
  const control = element(
    block.element ?? {},
    block.block_id ?? "",
    block.dispatch_action ? scene : { ...scene, act: async () => {} },
  );
  const target = control.matches("input,textarea,select") ? control : null;
  const [field, label, hint] = [target?.id || freshId("field"), freshId("label"), freshId("hint")];
  if (target) target.id = field;
  else control.setAttribute("aria-labelledby", label);
  control.removeAttribute("aria-label");
  control.setAttribute("aria-describedby", `${hint} ${hint}-error`);
  if (block.dispatch_action) control.dataset.dispatch = "yes";
  const node = h(
    "div",
    { class: "block input" },
    h(target ? "label" : "div", { class: "label", id: label, for: target ? field : null }),
    control,
    h("div", { class: "hint", id: hint }),
    h("div", { class: "error", id: `${hint}-error`, role: "alert" }),
  );
  dressInput(node, block);
  return node;
}

function dressInput(node, block) {
  const [label, control, hint] = node.children;
  label.replaceChildren(
    textOf(block.label),
    ...(block.optional ? [h("span", { class: "optional" }, " (optional)")] : []),
  );
  hint.replaceChildren(...(block.hint ? [textOf(block.hint)] : []));
  node.dataset.input = block.block_id ?? "";
  node.element = block.element;
  node.required = !block.optional;
  if (control.matches("input,textarea")) control.placeholder = block.element?.placeholder?.text ?? "";
}

/** The same field with other words around it keeps its node, and so what was typed; another field is made anew. */
function patchInput(node, block) {
  const { type, action_id: action, options } = block.element ?? {};
  const now = node.children[1].dataset;
  if (now.kind !== type || now.action !== (action ?? "")) return false;
  if (JSON.stringify(options) !== JSON.stringify(node.element?.options)) return false;
  dressInput(node, block);
  return true;
}

function alert(block) {
  const level = ["info", "warning", "error", "success"].includes(block.level) ? block.level : "info";
  return h("div", { class: `block alert ${level}`, role: "note" }, textOf(block.text));
}

function card(block, scene) {
  const head = [
    block.title && h("strong", {}, textOf(block.title)),
    block.subtitle && h("div", { class: "hint" }, textOf(block.subtitle)),
  ];
  const buttons = (block.actions ?? []).map((part) => element(part, block.block_id ?? "", scene));
  const hero =
    block.hero_image && picture(sourceOf(block.hero_image), block.hero_image.alt_text ?? "", "full");
  return h(
    "div",
    { class: "block card" },
    hero,
    ...head,
    block.body && h("div", { class: "words" }, textOf(block.body)),
    h("div", { class: "actions" }, ...buttons),
  );
}

function group(block, scene) {
  const inside = (block.elements ?? block.child_blocks ?? []).map((child) => makeBlock(child, scene));
  return h(
    "div",
    { class: `block group ${block.type}` },
    block.title && h("strong", {}, textOf(block.title)),
    ...inside,
  );
}

const BLOCKS = {
  section,
  context,
  actions,
  image,
  input,
  alert,
  card,
  carousel: group,
  container: group,
  table,
  data_table: table,
  data_visualization: chart,
  header: (block) => h("h3", { class: "block header" }, textOf(block.text)),
  divider: () => h("hr", { class: "block" }),
  rich_text: (block) => h("div", { class: "block rich words" }, ...richText(block.elements ?? [])),
  markdown: (block) => h("div", { class: "block rich words" }, markdown(block.text ?? "")),
  file: (block) => h("div", { class: "block file" }, linkTo(block.url ?? "", block.title ?? "File")),
};
