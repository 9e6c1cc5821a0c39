// Slack's mrkdwn into DOM nodes. A stranger's text stays text: nodes are made, markup never is.
import { fillDate } from "./dates.js";
import { h, safeUrl } from "./dom.js";
import { emojiOf, withEmoji } from "./emoji.js";
import { channelOf, nameOf } from "./store.js";
import { openLink } from "./links.js";

const OPEN = "\uE000"; // private-use marks around the number of a finished piece
const SHUT = "\uE001";
const TAGS = { "*": "strong", _: "em", "~": "s" };

/** Undo Slack's three escapes. */
export function unescape(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** A link that opens outside, or on the stand-in's own X; unsafe addresses become plain text. */
export function linkTo(address, ...label) {
  const href = safeUrl(address);
  if (!href) return h("span", {}, ...label);
  return h("a", { href, target: "_blank", rel: "noopener noreferrer", onclick: openLink }, ...label);
}

/** A text object or string as one node of inline content. */
export function textOf(object) {
  if (!object) return document.createDocumentFragment();
  if (typeof object === "string") return document.createTextNode(withEmoji(object));
  if (object.type === "mrkdwn") return mrkdwn(object.text ?? "", object.verbatim);
  const text = String(object.text ?? "");
  return document.createTextNode(object.emoji === false ? text : withEmoji(text));
}

/** mrkdwn as a fragment: code fences, quotes, then lines of inline marks. */
export function mrkdwn(text, verbatim = false) {
  const fragment = document.createDocumentFragment();
  const clean = String(text).replaceAll(OPEN, "").replaceAll(SHUT, "");
  clean.split(/```\n?([\s\S]*?)\n?```\n?/).forEach((part, index) => {
    if (index % 2) fragment.append(h("pre", {}, unescape(part)));
    else if (part) fragment.append(...quotes(part, verbatim));
  });
  return fragment;
}

function quotes(text, verbatim) {
  const nodes = [];
  for (const line of text.split("\n")) {
    const quoted = line.match(/^(?:&gt;|>) ?(.*)$/s);
    const last = nodes.at(-1);
    const kind = quoted ? "quote" : "plain";
    const body = quoted ? quoted[1] : line;
    if (last?.kind === kind) last.lines.push(body);
    else nodes.push({ kind, lines: [body] });
  }
  return nodes
    .map(({ kind, lines }) => {
      const inside = inline(lines.join("\n"), verbatim);
      return kind === "quote" ? h("blockquote", {}, ...inside) : inside;
    })
    .flat();
}

function inline(text, verbatim) {
  const pieces = [];
  const keep = (node) => OPEN + (pieces.push(node) - 1) + SHUT;
  let rest = text.replace(/`([^`\n]+)`/g, (_, code) => keep(h("code", {}, unescape(code))));
  rest = rest.replace(/<([^<>\n]+)>/g, (whole, inside) => {
    const node = angle(inside);
    return node ? keep(node) : whole;
  });
  if (!verbatim)
    rest = rest.replace(/\bhttps?:\/\/[^\s<>\uE000]*[^\s<>\uE000.,;:!?)'"]/g, (url) =>
      keep(linkTo(unescape(url), unescape(url))),
    );
  rest = rest.replace(/:([a-z0-9_+-]+):/g, (whole, name) =>
    emojiOf(name) ? keep(document.createTextNode(emojiOf(name))) : whole,
  );
  return marks(rest, pieces);
}

function angle(inside) {
  const bar = inside.indexOf("|");
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? null : unescape(inside.slice(bar + 1));
  if (target.startsWith("@")) return h("span", { class: "mention" }, `@${nameOf(target.slice(1))}`);
  if (target.startsWith("#"))
    return h("span", { class: "mention" }, `#${channelOf(target.slice(1))?.name ?? label ?? "channel"}`);
  if (target.startsWith("!date^")) return date(target, label);
  if (target.startsWith("!"))
    return h("span", { class: "mention" }, label ?? `@${target.slice(1).split("^")[0]}`);
  if (/^(https?:|mailto:)/i.test(target))
    return linkTo(unescape(target), withEmoji(label ?? unescape(target).replace(/^mailto:/, "")));
  return null;
}

function date(target, fallback) {
  const [, seconds, template, link] = target.split("^");
  const words =
    Number.isFinite(Number(seconds)) && template ? fillDate(template, Number(seconds)) : (fallback ?? "");
  const node = h("time", { title: fallback }, words);
  return link ? linkTo(unescape(link), node) : node;
}

function marks(text, pieces) {
  const nodes = [];
  let plain = "";
  const flush = () => {
    if (plain) nodes.push(document.createTextNode(unescape(plain)));
    plain = "";
  };
  for (let at = 0; at < text.length;) {
    const rest = text.slice(at);
    const piece = rest.match(/^\uE000(\d+)\uE001/);
    const mark = /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at))
      ? null
      : rest.match(/^([*_~])(?=\S)([^\n]*?[^\s])\1(?![\p{L}\p{N}])/u);
    if (piece) {
      flush();
      nodes.push(pieces[Number(piece[1])]);
    } else if (mark) {
      flush();
      nodes.push(h(TAGS[mark[1]], {}, ...marks(mark[2], pieces)));
    } else {
      plain += text[at];
    }
    at += piece ? piece[0].length : mark ? mark[0].length : 1;
  }
  flush();
  return nodes;
}
