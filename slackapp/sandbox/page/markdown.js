// The `markdown` block: the everyday part of Markdown into nodes.
import { h } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { linkTo } from "./mrkdwn.js";

const INLINE =
  /`([^`\n]+)`|\*\*([^\n]+?)\*\*|~~([^\n]+?)~~|(?<!\w)[*_]([^\s*_](?:[^\n*_]*[^\s*_])?)[*_](?!\w)|\[([^\]\n]+)\]\(([^)\s]+)\)/;

function inline(text) {
  const found = text.match(INLINE);
  if (!found) return [withEmoji(text)];
  const [whole, code, bold, strike, italic, label, address] = found;
  const before = text.slice(0, found.index);
  const node =
    code !== undefined
      ? h("code", {}, code)
      : bold !== undefined
        ? h("strong", {}, ...inline(bold))
        : strike !== undefined
          ? h("s", {}, ...inline(strike))
          : italic !== undefined
            ? h("em", {}, ...inline(italic))
            : linkTo(address, ...inline(label));
  return [withEmoji(before), node, ...inline(text.slice(found.index + whole.length))];
}

const KINDS = [
  ["h", /^(#{1,6})\s+(.*)$/],
  ["ul", /^\s*[-*+]\s+(.*)$/],
  ["ol", /^\s*\d+[.)]\s+(.*)$/],
  ["quote", /^>\s?(.*)$/],
  ["hr", /^\s*(?:-{3,}|\*{3,})\s*$/],
  ["blank", /^\s*$/],
];

function grouped(text) {
  const groups = [];
  for (const line of text.split("\n")) {
    const [kind, pattern] = KINDS.findLast(([, candidate]) => candidate.test(line)) ?? ["p", /^(.*)$/];
    const found = line.match(pattern);
    const content = kind === "h" ? found : (found[1] ?? "");
    if (groups.at(-1)?.kind === kind && kind !== "h") groups.at(-1).lines.push(content);
    else groups.push({ kind, lines: [content] });
  }
  return groups;
}

function render({ kind, lines }) {
  if (kind === "blank") return null;
  if (kind === "hr") return h("hr", {});
  if (kind === "h") return h("h4", {}, ...inline(lines[0][2]));
  if (kind === "ul" || kind === "ol")
    return h(kind, {}, ...lines.map((line) => h("li", {}, ...inline(line))));
  return h(kind === "quote" ? "blockquote" : "p", {}, ...inline(lines.join("\n")));
}

/** Markdown as a fragment. */
export function markdown(text) {
  const fragment = document.createDocumentFragment();
  String(text)
    .split(/```[^\n]*\n([\s\S]*?)```/)
    .forEach((part, at) => {
      if (at % 2) fragment.append(h("pre", {}, part));
      else fragment.append(...grouped(part).map(render).filter(Boolean));
    });
  return fragment;
}
