// Slack's own charts (data_visualization) as SVG: bars and lines with legend, axes and words; colour never alone.
import { h } from "./dom.js";

const WIDTH = 340;
const HEIGHT = 200;
const LEFT = 34;
const BOTTOM = 22;
const TOP = 14;
const LABEL_WIDTH = 46; // of a category's name, about; where there is less room only each second stands, or third
const STEPS = [1, 2, 2.5, 5, 10];

/** An SVG element; numbers are rounded, so that the page stays small. */
function s(tag, props = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props))
    node.setAttribute(name, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  node.append(...children.flat(Infinity).filter(Boolean));
  return node;
}

/** The block as a figure: title, legend, drawing. */
export function chart(block) {
  const { type, series = [], axis_config: axes = {}, segments } = block.chart ?? {};
  if (segments) return shares(block, segments);
  const labels = axes.categories ?? [];
  const values = series.map((one) => one.data.map((point) => point.value));
  const scale = scaled(values.flat());
  const draw = type === "bar" ? bars : lines;
  const words = `${block.title}${axes.y_label ? ` (${axes.y_label})` : ""}. ${series.map((one) => told(one)).join(" ")}`;
  const drawing = s(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": words, class: "drawing" },
    grid(scale),
    names(labels),
    draw(values, labels.length, scale),
  );
  const legend = h(
    "ul",
    { class: "legend" },
    series.map((one, at) => h("li", {}, swatch(type, at), one.name)),
  );
  const unit = axes.y_label && h("span", { class: "hint" }, ` ${axes.y_label}`);
  return h("figure", { class: "block chart" }, h("figcaption", {}, h("strong", {}, block.title), unit), legend, drawing);
}

function told(series) {
  return `${series.name}: ${series.data.map((point) => `${point.label} ${point.value}`).join(", ")}.`;
}

function shares(block, segments) {
  const rows = segments.map((one) => h("li", {}, `${one.label}: ${one.value}`));
  return h("figure", { class: "block chart" }, h("figcaption", {}, block.title), h("ul", { class: "legend" }, rows));
}

/** From nought, or below it, to a round number above all values, in about four steps. */
function scaled(values) {
  const [low, high] = [Math.min(0, ...values), Math.max(1, ...values)];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, power * STEPS.find((one) => one * power >= rough));
  const [bottom, top] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  const y = (value) => TOP + ((top - value) / (top - bottom)) * (HEIGHT - TOP - BOTTOM);
  const ticks = Array.from({ length: Math.round((top - bottom) / step) + 1 }, (_, at) => bottom + at * step);
  return { y, ticks };
}

const xOf = (at, count) => LEFT + ((at + 0.5) * (WIDTH - LEFT)) / count;

function grid({ y, ticks }) {
  return ticks.map((tick) => [
    s("line", { class: tick === 0 ? "axis" : "grid", x1: LEFT, x2: WIDTH, y1: y(tick), y2: y(tick) }),
    s("text", { class: "tick", x: LEFT - 6, y: y(tick) + 4, "text-anchor": "end" }, compact(tick)),
  ]);
}

const compact = (value) => new Intl.NumberFormat("en", { notation: "compact" }).format(value);

function names(labels) {
  const each = Math.ceil((labels.length * LABEL_WIDTH) / (WIDTH - LEFT + LABEL_WIDTH / 2));
  return labels.map(
    (label, at) =>
      at % each === 0 &&
      s("text", { class: "tick", x: xOf(at, labels.length), y: HEIGHT - 6, "text-anchor": "middle" }, label),
  );
}

function bars(values, count, { y }) {
  const slot = (WIDTH - LEFT) / Math.max(count, 1);
  const wide = (slot * 0.72) / Math.max(values.length, 1);
  const numbered = count * values.length <= 16; // else they would stand on one another
  return values.flatMap((series, number) =>
    series.map((value, at) => {
      const x = LEFT + at * slot + slot * 0.14 + number * wide;
      const top = Math.min(y(value), y(0));
      const size = { x, y: top, width: wide - 1, height: Math.abs(y(0) - y(value)), rx: 1.5 };
      const above = { class: "tick value", x: x + wide / 2 - 0.5, y: top - 3 };
      return [s("rect", { class: `series-${number % 6} bar`, ...size }), numbered && value !== 0 && s("text", above, compact(value))];
    }),
  );
}

function lines(values, count, { y }) {
  return values.map((series, number) => {
    const points = series.map((value, at) => [xOf(at, count), y(value)]);
    const path = points.map(([x, up], at) => `${at ? "L" : "M"}${x.toFixed(1)} ${up.toFixed(1)}`).join("");
    return [
      s("path", { class: `series-${number % 6} line`, d: path }),
      points.map(([x, up]) => mark(number, x, up)),
    ];
  });
}

/** A circle, a square, a triangle, a diamond: each series has its own. */
function mark(number, x, y, r = 3.6) {
  const shape = [
    () => s("circle", { cx: x, cy: y, r }),
    () => s("rect", { x: x - r, y: y - r, width: 2 * r, height: 2 * r }),
    () => s("path", { d: `M${x} ${y - r * 1.3}L${x + r * 1.2} ${y + r}L${x - r * 1.2} ${y + r}Z` }),
    () => s("path", { d: `M${x} ${y - r * 1.4}L${x + r * 1.4} ${y}L${x} ${y + r * 1.4}L${x - r * 1.4} ${y}Z` }),
  ][number % 4]();
  shape.setAttribute("class", `series-${number % 6} mark`);
  return shape;
}

function swatch(type, number) {
  const inside =
    type === "bar"
      ? s("rect", { class: `series-${number % 6} bar`, x: 1, y: 1, width: 12, height: 12, rx: 2 })
      : [s("path", { class: `series-${number % 6} line`, d: "M0 7L22 7" }), mark(number, 11, 7)];
  const width = type === "bar" ? 14 : 22;
  return s("svg", { viewBox: `0 0 ${width} 14`, width, height: 14, "aria-hidden": "true" }, inside);
}
