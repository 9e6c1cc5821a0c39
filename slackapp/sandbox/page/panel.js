// The panel of the network X: the brand's profile, what may happen there, and what did.
import { avatar } from "./avatar.js";
import { h, reconcile } from "./dom.js";
import { icon } from "./icons.js";
import { unescape } from "./mrkdwn.js";
import { startMastodon } from "./mastodon.js";
import { isAnswered } from "./network.js";
import { busily } from "./elements.js";
import { figures, happen, personNode, postNode, short } from "./posts.js";
import { on, store } from "./store.js";
import { openX } from "./xdialog.js";

let shown = "timeline";

const HAPPENINGS = [
  ["add", "New follower", "follow", { kind: "person" }],
  ["row", "A farmer", "follow", { kind: "farmer" }],
  ["ask", "A question", "mention", { kind: "question" }],
  ["complain", "A complaint", "mention", { kind: "complaint" }],
  ["reply", "Answer natively", "answer", {}],
  ["leave", "Someone unfollows", "unfollow", {}],
  ["wave", "200 followers at once", "follow", { kind: "person", count: 200 }],
];

const button = (face, label, what, body) => {
  const node = h("button", { type: "button", class: "x-do" }, icon(face), h("span", {}, label));
  node.addEventListener("click", () =>
    busily(node, () => happen(what, typeof body === "function" ? body() : body)),
  );
  return node;
};

function ownWords() {
  const field = h("input", {
    class: "field",
    type: "text",
    maxlength: "280",
    "aria-label": "What a stranger posts",
    placeholder: "Or post something as a stranger…",
  });
  const post = h("button", { type: "button", class: "button" }, "Post");
  const send = () => {
    const text = field.value.trim();
    if (!text) return field.focus();
    busily(post, async () => {
      const answer = await happen("mention", { kind: "question", text });
      if (answer.ok) field.value = "";
    });
  };
  post.addEventListener("click", send);
  field.addEventListener("keydown", (event) => event.key === "Enter" && !event.isComposing && send());
  return h("div", { class: "x-own" }, field, post);
}

function switches() {
  const down = button("power", "X goes down", "switch", () => ({ down: !store.x?.down }));
  const credit = button("coin", "Credit runs out", "switch", () => ({ credit_out: !store.x?.credit_out }));
  const levels = [
    ["self_serve", "Self-serve"],
    ["enterprise", "Enterprise"],
  ].map(([access, label]) => {
    const node = h("button", { type: "button", class: "x-level" }, label);
    node.addEventListener("click", () => happen("switch", { access }));
    return [access, node];
  });
  const draw = () => {
    const { down: isDown, credit_out: isOut, access: now } = store.x;
    down.lastElementChild.textContent = isDown ? "X comes back" : "X goes down";
    credit.lastElementChild.textContent = isOut ? "Top up credit" : "Credit runs out";
    down.classList.toggle("on", isDown);
    credit.classList.toggle("on", isOut);
    for (const [access, node] of levels) node.setAttribute("aria-pressed", String(access === now));
  };
  const access = h(
    "div",
    { class: "x-access", role: "group", "aria-label": "Access" },
    icon("key"),
    h("span", {}, "Access"),
    ...levels.map(([, node]) => node),
  );
  return { node: h("div", { class: "x-switches" }, down, credit, access), draw };
}

function meter() {
  const { down, credit_out: out, credit_usd: credit, spent_usd: spent, waiting_people: waiting } = store.x;
  const usd = (value) =>
    new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumFractionDigits: 3 }).format(
      value,
    );
  const state = down ? ["bad", "✕ X is down"] : out ? ["bad", "✕ Out of credit"] : ["good", "● X is up"];
  return [
    h("span", { class: `x-pill ${state[0]}` }, state[1]),
    Number.isFinite(spent) && h("span", {}, `${usd(spent)} spent`),
    Number.isFinite(credit) && h("span", {}, `${usd(credit)} left`),
    Number.isFinite(waiting) && h("span", {}, `${short(waiting)} people yet to come`),
  ].filter(Boolean);
}

function profile() {
  const brand = store.x.brand;
  return [
    h("div", { class: "x-banner", "aria-hidden": "true" }),
    h(
      "div",
      { class: "x-who" },
      avatar(brand, "large"),
      h("div", {}, h("strong", {}, brand.name), h("span", { class: "x-handle" }, `@${brand.username}`)),
    ),
    brand.description && h("p", { class: "x-bio" }, unescape(brand.description)),
    figures({ public_metrics: { ...brand.public_metrics, followers_count: store.x.follower_count } }),
  ].filter(Boolean);
}

function lists() {
  const list = h("div", { class: "x-list", id: "x-list", role: "tabpanel" });
  const tab = (name) =>
    h("button", {
      type: "button",
      role: "tab",
      id: `x-tab-${name}`,
      "aria-controls": "x-list",
      onclick: () => show(name),
    });
  const tabs = { timeline: tab("timeline"), followers: tab("followers") };
  const show = (name) => {
    shown = name;
    draw();
    tabs[name].focus();
  };
  const bar = h("div", { class: "x-tabs", role: "tablist", "aria-label": "On X" }, ...Object.values(tabs));
  bar.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft")
      show(shown === "timeline" ? "followers" : "timeline");
  });
  const draw = () => {
    const { timeline = [], followers = [], follower_count: count, brand } = store.x;
    const open = timeline.filter((post) => post.author_id !== brand.id && !isAnswered(post)).length;
    tabs.timeline.textContent = open ? `Timeline · ${open} open` : "Timeline";
    tabs.followers.textContent = `Followers · ${short(count ?? followers.length)}`;
    for (const [name, node] of Object.entries(tabs)) {
      node.setAttribute("aria-selected", String(name === shown));
      node.tabIndex = name === shown ? 0 : -1;
    }
    list.setAttribute("aria-labelledby", `x-tab-${shown}`);
    reconcile(list, shown === "timeline" ? posts(timeline) : people(followers));
  };
  return { node: h("div", {}, bar, list), draw };
}

const answerOnX = (post) => openX({ kind: "compose", inReplyTo: post.id });
const posts = (timeline) =>
  timeline.map((post) => ({
    key: `post ${post.id}`,
    value: [post, isAnswered(post), Math.floor(Date.now() / 60000)],
    make: () => postNode(post, answerOnX),
  }));
const people = (followers) => {
  const followed = new Set((store.x.following ?? []).map((one) => one.id));
  return followers.map((one) => ({
    key: `person ${one.id}`,
    value: [one, followed.has(one.id)],
    make: () => personNode(one, true),
  }));
};

/** Draw the panel now and whenever X changes. */
export function startPanel() {
  const title = h("h2", {}, "X");
  const figure = h("div", { class: "x-meter" });
  const card = h("div", { class: "x-profile" });
  const doing = h("div", { class: "x-doings" }, ...HAPPENINGS.map((one) => button(...one)));
  const [allowed, below] = [switches(), lists()];
  const beside = h("section", { class: "m-beside", "aria-label": "Mastodon", hidden: true });
  const parts = [
    h(
      "header",
      { class: "x-head" },
      h("span", { class: "x-mark", "aria-hidden": "true" }, icon("cross")),
      title,
    ),
    h(
      "div",
      { class: "x-scroll" },
      card,
      h("h3", {}, "Let something happen"),
      doing,
      ownWords(),
      beside,
      h("h3", {}, "What X allows"),
      allowed.node,
      figure,
      below.node,
    ),
  ];
  document.getElementById("panel").append(...parts);
  startMastodon(beside);
  on("x", () => {
    if (!store.x) return;
    title.textContent = `X — @${store.x.brand.username}`;
    card.replaceChildren(...profile());
    figure.replaceChildren(...meter());
    allowed.draw();
    below.draw();
  });
}
