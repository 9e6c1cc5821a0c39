// Faces: a picture where there is one, else initials on a colour of their own.
import { h, safeImage } from "./dom.js";

const PALETTE = ["#1f6f5c", "#7a4b9d", "#a8482c", "#2b5f9e", "#8a5a00", "#a03563", "#3d6b2f", "#51606b"];

function colourOf(someone, name) {
  const own = String(someone?.color ?? "").replace(/^#/, "");
  if (/^[0-9a-f]{6}$/i.test(own)) return `#${own}`;
  const sum = [...name].reduce((total, letter) => total + letter.codePointAt(0), 0);
  return PALETTE[sum % PALETTE.length];
}

/** The face of a person; decorative, as the name always stands beside it. */
export function avatar(someone, className = "") {
  const name = String(someone?.real_name || someone?.name || someone?.username || "?");
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "")
    .join("")
    .toUpperCase();
  const node = h("span", { class: `avatar ${className}`, "aria-hidden": "true" }, initials);
  node.style.backgroundColor = colourOf(someone, name);
  const source = safeImage(someone?.is_app ? "favicon.svg" : someone?.avatar || someone?.profile_image_url);
  if (source) {
    const image = h("img", { src: source, alt: "" });
    image.addEventListener("error", () => image.remove());
    node.append(image);
  }
  return node;
}
