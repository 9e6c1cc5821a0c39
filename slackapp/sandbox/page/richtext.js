// rich_text blocks into nodes.
import { h } from "./dom.js";
import { emojiOf } from "./emoji.js";
import { fillDate } from "./dates.js";
import { linkTo } from "./mrkdwn.js";
import { channelOf, nameOf } from "./store.js";

/** The elements of a rich_text block as nodes. */
export function richText(elements) {
  return elements.map((part) => {
    const inside = part.elements ?? [];
    if (part.type === "rich_text_list") return list(part);
    if (part.type === "rich_text_quote") return h("blockquote", {}, ...inside.map(inline));
    if (part.type === "rich_text_preformatted") return h("pre", {}, ...inside.map(inline));
    return h("div", {}, ...inside.map(inline));
  });
}

function list(part) {
  const level = Math.min(Number(part.indent) || 0, 4);
  const items = (part.elements ?? []).map((item) => h("li", {}, ...(item.elements ?? []).map(inline)));
  return h(
    part.style === "ordered" ? "ol" : "ul",
    { class: `indent-${level}`, start: part.offset ? part.offset + 1 : null },
    ...items,
  );
}

function inline(part) {
  const makers = {
    text: () => document.createTextNode(part.text ?? ""),
    link: () => linkTo(part.url ?? "", part.text ?? part.url ?? ""),
    emoji: () => document.createTextNode(emojiOf(part.name) ?? `:${part.name}:`),
    user: () => h("span", { class: "mention" }, `@${nameOf(part.user_id)}`),
    channel: () => h("span", { class: "mention" }, `#${channelOf(part.channel_id)?.name ?? "channel"}`),
    broadcast: () => h("span", { class: "mention" }, `@${part.range}`),
    date: () =>
      h("time", { title: part.fallback }, fillDate(part.format ?? "{date}", Number(part.timestamp))),
  };
  const node = makers[part.type]?.() ?? document.createTextNode(part.text ?? "");
  const tags = { bold: "strong", italic: "em", strike: "s", code: "code" };
  return Object.entries(tags).reduce(
    (inside, [style, tag]) => (part.style?.[style] ? h(tag, {}, inside) : inside),
    node,
  );
}
