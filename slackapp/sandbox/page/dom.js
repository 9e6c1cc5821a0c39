// Building DOM from values. Nothing here, or anywhere on this page, turns a string into markup.

/** Make an element. `on…` are listeners, `class`, `dataset` and IDL names as expected; null or false is left out. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "dataset") Object.assign(node.dataset, value);
    else if (name === "value" || name === "checked" || name === "selected") node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(
    ...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false),
  );
  return node;
}

let counter = 0;

/** A fresh id for pairing a label with its field. */
export function freshId(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}

/** The address if it is one a person may safely open, else null. */
export function safeUrl(address) {
  try {
    const url = new URL(address, location.href);
    return ["http:", "https:", "mailto:"].includes(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** The source of a picture if it can only be a picture, else null. */
export function safeImage(address) {
  if (typeof address !== "string" || address === "") return null;
  return /^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/.test(address) ? address : safeUrl(address);
}

const SEEN = new WeakMap();

/**
 * Make `container` hold one child per item, keyed, touching only what changed, so focus, caret and scroll stay.
 * items: [{key, value, make(), patch?(node)}]; `patch` returns true if the node could be brought up to date in place.
 */
export function reconcile(container, items) {
  const old = new Map([...container.children].map((node) => [SEEN.get(node)?.key, node]));
  const wanted = items.map((item) => {
    const signature = JSON.stringify(item.value ?? null);
    const known = old.get(item.key);
    const kept = known && (SEEN.get(known).signature === signature || (item.patch && item.patch(known)));
    const node = kept ? known : item.make(known);
    SEEN.set(node, { key: item.key, signature });
    return node;
  });
  const staying = new Set(wanted);
  for (const child of [...container.children]) if (!staying.has(child)) child.remove();
  let cursor = container.firstElementChild;
  for (const node of wanted) {
    if (node === cursor) cursor = cursor.nextElementSibling;
    else container.insertBefore(node, cursor);
  }
}

/** Run `change`, then put the focus (and caret) back on the element of the same block and action, if it was replaced. */
export function keepingFocus(root, change) {
  const before = document.activeElement;
  const inside = before && root.contains(before) && before !== root;
  const mark = inside ? before.closest("[data-action]") : null;
  const caret = inside && "selectionStart" in before ? [before.selectionStart, before.selectionEnd] : null;
  change();
  if (!inside || document.activeElement === before) return;
  const again = root.contains(before) ? before : twin(root, mark);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (caret && caret[0] !== null && "setSelectionRange" in again) again.setSelectionRange(...caret);
}

function twin(root, mark) {
  if (!mark) return null;
  const all = [...root.querySelectorAll("[data-action]")].filter(
    (node) => node.dataset.action === mark.dataset.action,
  );
  const found = all.find((node) => node.dataset.block === mark.dataset.block) ?? all[0];
  if (!found) return null;
  return found.matches("button,input,select,textarea")
    ? found
    : found.querySelector("button,input,select,textarea");
}
