// Short notes at the foot of the page, read out to those who listen.
import { h } from "./dom.js";

const LASTING_MS = 5000;
const WORDS = {
  operation_timeout: "The app didn't answer in time",
  dispatch_failed: "The app didn't answer",
  unreachable: "The sandbox can't be reached",
  no_permission: "That isn't allowed",
};

/** Plain words for an error code, with the code itself. */
export function wordsFor(error) {
  const code = error || "unknown_error";
  return WORDS[code] ? `${WORDS[code]} (${code})` : code;
}

/** Say something for a few seconds. */
export function note(text) {
  const node = h("div", { class: "note" }, text);
  document.getElementById("notes").append(node);
  setTimeout(() => node.remove(), LASTING_MS);
}
