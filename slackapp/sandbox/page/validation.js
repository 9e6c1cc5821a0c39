// What Slack itself checks before a form is sent, and where errors are shown.

function complaint(node) {
  const spec = node.element ?? {};
  const [, outer] = node.children;
  const control = outer.matches(".lookup") ? outer.querySelector("input") : outer;
  const empty = control.matches(".choices")
    ? !control.querySelector("input:checked")
    : control.value.trim() === "";
  if (empty) return node.required ? "Please fill this in." : null;
  const length = control.matches("textarea,input") ? [...control.value].length : 0;
  if (spec.min_length && length < spec.min_length)
    return `Please write at least ${spec.min_length} characters.`;
  if (spec.max_length && length > spec.max_length)
    return `At most ${spec.max_length} characters; these are ${length}.`;
  if (control.validity && !control.validity.valid) return control.validationMessage;
  return null;
}

const inputsOf = (root) => [...root.querySelectorAll(".block.input")];

/** The inputs inside `root` that cannot be sent as they are: {block_id: words}. */
export function wrongInputs(root) {
  const found = inputsOf(root).map((node) => [node.dataset.input, complaint(node)]);
  return Object.fromEntries(found.filter(([, words]) => words));
}

/** Show errors beside their inputs and go to the first; returns the words of those that have no input. */
export function showErrors(root, errors) {
  const left = { ...errors };
  let first = null;
  for (const node of inputsOf(root)) {
    const [, control, , place] = node.children;
    const words = left[node.dataset.input];
    delete left[node.dataset.input];
    place.replaceChildren(...(words ? [`⚠ ${words}`] : []));
    node.classList.toggle("wrong", Boolean(words));
    if (words) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
    if (words && !first) first = control.matches(".choices,.lookup") ? control.querySelector("input") : control;
  }
  first?.focus();
  return Object.values(left).map(String);
}
