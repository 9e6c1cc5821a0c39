// The left side: workspace, channels, the app, and whom one acts as.
import { avatar } from "./avatar.js";
import { localTime } from "./dates.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { themeButton } from "./theme.js";
import { changed, nameOf, on, store, titleOf } from "./store.js";

const CLOCK_MS = 15000;
const go = { actAs: () => {}, openHome: () => {} };

/** Show one pane (on a narrow screen the only one in sight). */
export function showPane(pane) {
  store.pane = pane;
  document.body.dataset.pane = pane;
  if (pane === "home") go.openHome();
  changed("pane");
}

/** Go to a channel. */
export function showChannel(id) {
  store.channel = id;
  delete store.unread[id];
  showPane("channel");
  changed("channel", "unread");
}

function unreadBadge(count) {
  return count ? h("span", { class: "count", "aria-label": `${count} unread` }, String(count)) : null;
}

/** The channels as buttons, for the sidebar and for the strip of a narrow screen. */
export function channelLinks(direct = false) {
  return store.channels
    .filter((channel) => channel.is_im === direct)
    .map((channel) => {
      const here = channel.id === store.channel && ["channel", "people"].includes(store.pane);
      const unread = store.unread[channel.id];
      return h(
        "button",
        {
          type: "button",
          class: `nav ${unread ? "unread" : ""}`,
          "aria-current": here ? "page" : null,
          onclick: () => showChannel(channel.id),
        },
        icon(direct ? "chat" : "hash"),
        h("span", { class: "name" }, titleOf(channel)),
        unreadBadge(unread),
      );
    });
}

function appLinks() {
  const link = (pane, face, label) =>
    h(
      "button",
      {
        type: "button",
        class: `nav nav-${pane}`,
        "aria-current": store.pane === pane ? "page" : null,
        onclick: () => showPane(pane),
      },
      face,
      h("span", { class: "name" }, label),
    );
  return [
    link("home", avatar({ ...store.bot, is_app: true }, "tiny"), `${store.bot.name ?? "App"} Home`),
    ...channelLinks(true),
    link(
      "x",
      h("span", { class: "x-mark", "aria-hidden": "true" }, icon("cross")),
      `X — @${store.x?.brand?.username ?? "brand"}`,
    ),
  ];
}

function teammates() {
  return store.users.map((user) =>
    h(
      "button",
      {
        type: "button",
        class: "mate",
        "aria-pressed": String(user.id === store.me),
        onclick: () => go.actAs(user.id),
      },
      avatar(user, "small"),
      h(
        "span",
        { class: "name" },
        nameOf(user.id),
        h(
          "span",
          { class: "hint" },
          `${localTime(user)} · ${String(user.tz ?? "")
            .split("/")
            .pop()
            .replace("_", " ")}`,
        ),
      ),
      user.id === store.me && h("span", { class: "you" }, "you"),
    ),
  );
}

/** Draw the sidebar now and whenever it changes. */
export function startPeople({ actAs, openHome }) {
  Object.assign(go, { actAs, openHome });
  const parts = {
    team: h("h2", {}),
    channels: h("nav", { "aria-label": "Channels" }),
    apps: h("nav", { "aria-label": "Apps" }),
    mates: h("div", { role: "group", "aria-label": "Act as" }),
  };
  document
    .getElementById("sidebar")
    .append(
      h(
        "div",
        { class: "workspace" },
        h("img", { src: "favicon.svg", alt: "", class: "mark" }),
        h("div", {}, parts.team, h("p", {}, "Everyone here is invented")),
      ),
      h("h3", {}, "Channels"),
      parts.channels,
      h("h3", {}, "Apps"),
      parts.apps,
      h("h3", { class: "act-as" }, "Act as"),
      parts.mates,
      h("div", { class: "foot" }, themeButton()),
    );
  const drawNav = () => {
    parts.team.textContent = store.team.name ?? "Workspace";
    parts.channels.replaceChildren(...channelLinks());
    parts.apps.replaceChildren(...appLinks());
    document.querySelector("#channel-head .strip")?.replaceChildren(...channelLinks(), ...channelLinks(true));
  };
  const drawMates = () => parts.mates.replaceChildren(...teammates());
  for (const topic of ["state", "channel", "unread", "pane", "x"]) on(topic, () => keepingPlace(drawNav));
  on("state", () => keepingPlace(drawMates));
  setInterval(() => keepingPlace(drawMates), CLOCK_MS);
}

/** Redraw lists of buttons and leave the focus on the button of the same words. */
function keepingPlace(draw) {
  const before = document.activeElement;
  const words = before?.closest("#sidebar, .strip")
    ? before.querySelector(".name")?.firstChild?.textContent
    : null;
  draw();
  if (!words || before.isConnected) return;
  const all = [...document.querySelectorAll("#sidebar button, .strip button")];
  all
    .find(
      (button) =>
        button.checkVisibility() && button.querySelector(".name")?.firstChild?.textContent === words,
    )
    ?.focus();
}
