// The table blocks: the first row is the head.
import { h } from "./dom.js";
import { textOf } from "./mrkdwn.js";
import { richText } from "./richtext.js";

function cell(spec, tag, setting) {
  const align = ["left", "center", "right"].includes(setting?.align) ? setting.align : "left";
  const inside =
    spec?.type === "rich_text"
      ? richText(spec.elements ?? [])
      : [textOf(String(spec?.text ?? spec?.value ?? ""))];
  return h(tag, { class: `align-${align}`, scope: tag === "th" ? "col" : null }, ...inside);
}

/** A `table` or `data_table` block. */
export function table(block) {
  const settings = block.column_settings ?? [];
  const row = (cells, tag) => h("tr", {}, ...cells.map((spec, at) => cell(spec, tag, settings[at])));
  const [head = [], ...rest] = block.rows ?? [];
  const caption = block.caption && h("caption", {}, textOf(block.caption));
  const body = h("tbody", {}, ...rest.map((cells) => row(cells, "td")));
  const node = h("table", {}, caption, h("thead", {}, row(head, "th")), body);
  return h("div", { class: "block table", tabindex: "0", role: "region", "aria-label": "Table" }, node);
}
