// Our own line icons, drawn on a 20 × 20 grid.

const PATHS = {
  hash: "M8 3 6.5 17M13.5 3 12 17M3.5 7.5h13.5M3 12.5h13.5",
  home: "M3.5 9 10 3.5 16.5 9v7.5h-4.5v-5H8v5H3.5z",
  person: "M10 10a3.3 3.3 0 1 0 0-6.6A3.3 3.3 0 0 0 10 10zM3.5 17c.5-3.4 3-5 6.5-5s6 1.6 6.5 5",
  people:
    "M7.5 9.5a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6zM2 16.5c.4-3.1 2.5-4.5 5.5-4.5s5.1 1.4 5.5 4.5M13 4.2a2.7 2.7 0 0 1 0 5.2M14.8 12.3c1.9.6 3 2 3.2 4.2",
  add: "M8 9.5A3 3 0 1 0 8 3.5a3 3 0 0 0 0 6zM2 17c.4-3.3 2.7-5 6-5 1.3 0 2.5.3 3.4.8M15 11.5v6M12 14.5h6",
  leave: "M8 9.5A3 3 0 1 0 8 3.5a3 3 0 0 0 0 6zM2 17c.4-3.3 2.7-5 6-5 1.3 0 2.5.3 3.4.8M12 14.5h6",
  row: "M4 6.5a2 2 0 1 0 0-.1M10 6.5a2 2 0 1 0 0-.1M16 6.5a2 2 0 1 0 0-.1M2 15c0-2 .8-3 2-3s2 1 2 3M8 15c0-2 .8-3 2-3s2 1 2 3M14 15c0-2 .8-3 2-3s2 1 2 3",
  ask: "M3 4.5h14v9.5H9.5L6 17v-3H3zM8 7.8c.2-1.1 1-1.6 2-1.6 1.2 0 2 .7 2 1.7 0 1.3-2 1.4-2 2.6M10 12.2v.1",
  complain: "M3 4.5h14v9.5H9.5L6 17v-3H3zM10 6.5v3.5M10 12v.1",
  wave: "M2 8.5c2-2.5 4-2.5 5.3 0s3.3 2.5 5.4 0 3.3-2.5 5.3 0M2 13.5c2-2.5 4-2.5 5.3 0s3.3 2.5 5.4 0 3.3-2.5 5.3 0",
  reply: "M8 5 3.5 9.5 8 14M4 9.5h7c3.5 0 5.5 2 5.5 5.5",
  power: "M10 3v7M6 5.5a6 6 0 1 0 8 0",
  coin: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM12 7.8c-.4-.7-1.1-1-2-1-1.2 0-2 .6-2 1.5 0 2.3 4.2 1.1 4.2 3.4 0 1-.9 1.6-2.2 1.6-1 0-1.8-.4-2.2-1.2M10 5.5v9",
  key: "M7 13a3.5 3.5 0 1 0 0-.1M9.5 10.5 16.5 3.5M14 6l2 2M12 8l1.5 1.5",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9M10 12.3v1.8",
  theme: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 3v14M10 6h4.5M10 10h7M10 14h4.5",
  eye: "M2 10c2-3.5 4.8-5 8-5s6 1.5 8 5c-2 3.5-4.8 5-8 5s-6-1.5-8-5zM10 12.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6z",
  warn: "M10 3.5 18 17H2zM10 8.5v4M10 14.7v.1",
  more: "M4.5 10v.1M10 10v.1M15.5 10v.1",
  close: "M5 5l10 10M15 5 5 15",
  back: "M11.5 4.5 6 10l5.5 5.5",
  up: "M10 16V4.5M5 9.5l5-5 5 5",
  chat: "M3 4.5h14v9.5H9.5L6 17v-3H3z",
  cross: "M4 4l12 12M16 4l-4.8 4.8M8.8 11.2 4 16",
};
const NAMESPACE = "http://www.w3.org/2000/svg";

/** A decorative icon; the words beside it carry the meaning. */
export function icon(name) {
  const svg = document.createElementNS(NAMESPACE, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(NAMESPACE, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
