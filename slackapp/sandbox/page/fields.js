// The fields of Block Kit. Each maker answers {node, read}: the node, and what it holds in Slack's shape.
import { freshId, h } from "./dom.js";
import { lookupField } from "./lookup.js";
import { textOf } from "./mrkdwn.js";
import { nameOf, store } from "./store.js";

const TYPING_PAUSE_MS = 250;

const wordsOf = (object) => (typeof object === "string" ? object : (object?.text ?? ""));

function textField(kind) {
  return (spec, { act }) => {
    const props = { class: "field", placeholder: wordsOf(spec.placeholder), autocomplete: "off" };
    const node = spec.multiline
      ? h("textarea", { ...props, rows: "4" })
      : h("input", { ...props, type: kind });
    node.value = spec.initial_value ?? "";
    const triggers = spec.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
    let timer;
    if (triggers.includes("on_character_entered")) {
      node.addEventListener("input", () => {
        clearTimeout(timer);
        // What has been sent off or closed meanwhile is told of no more.
        timer = setTimeout(() => node.checkVisibility() && act(node.value), TYPING_PAUSE_MS);
      });
    }
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || spec.multiline || event.isComposing) return;
      event.preventDefault();
      if (node.dataset.dispatch && triggers.includes("on_enter_pressed")) act(node.value);
      else node.closest("dialog")?.querySelector("[data-submit]")?.click();
    });
    return { node, read: () => ({ value: node.value === "" ? null : node.value }) };
  };
}

function simpleField(kind, key, initial, convert = (value) => value) {
  return (spec, { act }) => {
    const node = h("input", {
      class: "field narrow",
      type: kind,
      value: spec[initial] ?? "",
      "aria-label": wordsOf(spec.placeholder) || null,
    });
    node.addEventListener("change", () => act(convert(node.value) || undefined));
    return { node, read: () => ({ [key]: node.value === "" ? null : convert(node.value) }) };
  };
}

function optionsOf(spec) {
  const groups = spec.option_groups ?? [{ options: spec.options ?? [] }];
  return groups.flatMap((group) => group.options);
}

function selectNode(spec, groups, chosen) {
  const choice = (option) =>
    h("option", { value: option.value, selected: option.value === chosen }, textOf(option.text));
  const empty = h("option", { value: "", selected: !chosen }, wordsOf(spec.placeholder) || "Choose…");
  const inside = groups.map((group) =>
    group.label
      ? h("optgroup", { label: wordsOf(group.label) }, ...group.options.map(choice))
      : group.options.map(choice),
  );
  return h(
    "select",
    { class: "field", "aria-label": wordsOf(spec.placeholder) || null },
    empty,
    ...inside.flat(),
  );
}

function selectField(spec, { act }) {
  const initial = spec.initial_option;
  const known = spec.options || spec.option_groups ? spec : { ...spec, options: initial ? [initial] : [] };
  const node = selectNode(spec, known.option_groups ?? [{ options: known.options }], initial?.value);
  node.addEventListener("change", () => node.value && act(node.value));
  const read = () => ({
    selected_option: optionsOf(known).find((option) => option.value === node.value) ?? null,
  });
  return { node, read };
}

function peopleField(key, initial, list) {
  return (spec, { act }) => {
    const options = list().map(({ id, label }) => ({ value: id, text: label }));
    const node = selectNode(spec, [{ options }], spec[initial]);
    node.addEventListener("change", () => node.value && act(node.value));
    return { node, read: () => ({ [key]: node.value || null }) };
  };
}

function checks(spec, options, chosen, kind, act) {
  const name = freshId("choice");
  const boxes = options.map((option) => {
    const box = h("input", { type: kind, name, value: option.value, checked: chosen.includes(option.value) });
    box.addEventListener("change", () => act(picked()));
    const more = option.description && h("span", { class: "hint" }, textOf(option.description));
    return h("label", { class: "choice" }, box, h("span", {}, textOf(option.text), more));
  });
  const picked = () =>
    options.filter((_, at) => boxes[at].firstElementChild.checked).map((option) => option.value);
  const role = kind === "radio" ? "radiogroup" : "group";
  return {
    node: h("div", { class: "choices", role, "aria-label": wordsOf(spec.placeholder) || null }, ...boxes),
    picked,
  };
}

function radioField(spec, { act }) {
  const options = spec.options ?? [];
  const chosen = [spec.initial_option?.value];
  const { node, picked } = checks(spec, options, chosen, "radio", (values) => act(values[0]));
  return {
    node,
    read: () => ({ selected_option: options.find((option) => option.value === picked()[0]) ?? null }),
  };
}

function manyField(spec, { act }) {
  const options = spec.options || spec.option_groups ? optionsOf(spec) : (spec.initial_options ?? []);
  const chosen = (spec.initial_options ?? []).map((option) => option.value);
  const { node, picked } = checks(spec, options, chosen, "checkbox", act);
  if (spec.type !== "checkboxes") node.classList.add("boxed");
  return {
    node,
    read: () => ({ selected_options: options.filter((option) => picked().includes(option.value)) }),
  };
}

function manyPeopleField(key, initial, list) {
  return (spec, { act }) => {
    const options = list().map(({ id, label }) => ({ value: id, text: label }));
    const { node, picked } = checks(spec, options, spec[initial] ?? [], "checkbox", act);
    node.classList.add("boxed");
    return { node, read: () => ({ [key]: picked() }) };
  };
}

const users = () => store.users.map((user) => ({ id: user.id, label: nameOf(user.id) }));
const channels = () => store.channels.map((channel) => ({ id: channel.id, label: `#${channel.name}` }));
const publicChannels = () => {
  const shown = store.channels.filter((channel) => !channel.is_im && !channel.is_private && !channel.is_archived);
  return shown.map((channel) => ({ id: channel.id, label: `#${channel.name}` }));
};
const conversations = () => [...channels(), ...users()];
const secondsOf = (value) => (value ? Math.floor(new Date(value).getTime() / 1000) : null);

/** Element type -> its maker. */
export const FIELDS = {
  plain_text_input: textField("text"),
  email_text_input: textField("email"),
  url_text_input: textField("url"),
  number_input: textField("number"),
  datepicker: simpleField("date", "selected_date", "initial_date"),
  timepicker: simpleField("time", "selected_time", "initial_time"),
  datetimepicker: simpleField("datetime-local", "selected_date_time", "initial_date_time_local", secondsOf),
  static_select: selectField,
  external_select: lookupField,
  multi_static_select: manyField,
  multi_external_select: manyField,
  checkboxes: manyField,
  radio_buttons: radioField,
  users_select: peopleField("selected_user", "initial_user", users),
  channels_select: peopleField("selected_channel", "initial_channel", publicChannels),
  conversations_select: peopleField("selected_conversation", "initial_conversation", conversations),
  multi_users_select: manyPeopleField("selected_users", "initial_users", users),
  multi_channels_select: manyPeopleField("selected_channels", "initial_channels", channels),
  multi_conversations_select: manyPeopleField(
    "selected_conversations",
    "initial_conversations",
    conversations,
  ),
};
