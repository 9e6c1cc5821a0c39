// The app's Home.
import { act } from "./api.js";
import { avatar } from "./avatar.js";
import { showBlocks } from "./blocks.js";
import { h } from "./dom.js";
import { stateOf } from "./elements.js";
import { icon } from "./icons.js";
import { wordsFor } from "./notes.js";
import { on, store } from "./store.js";

/** Draw Home now and whenever it changes. */
export function startHome() {
  const title = h("h1", {});
  const face = h("span", {});
  const body = h("div", { class: "blocks" });
  const failure = h("div", { class: "failure", role: "alert" });
  const waiting = h("p", { class: "empty" }, "Home is on its way…");
  const root = document.getElementById("home");
  root.append(
    h("header", { class: "home-head" }, face, title, h("span", { class: "badge" }, "APP")),
    h("div", { class: "home-body", tabindex: "-1" }, waiting, body, failure),
  );
  const scene = {
    act: async (what) => {
      failure.replaceChildren();
      const answer = await act("click", { view_id: store.home.id, ...what, state: stateOf(body) });
      if (!answer.ok) failure.replaceChildren(icon("warn"), wordsFor(answer.error));
    },
    suggest: (what) => act("suggest", { view_id: store.home.id, ...what }),
  };
  const draw = () => {
    title.textContent = store.bot.name ?? "App";
    face.replaceChildren(avatar({ ...store.bot, is_app: true }, "small"));
    waiting.hidden = Boolean(store.home);
    showBlocks(body, store.home?.blocks ?? [], scene);
  };
  on("state", draw);
  on("home", draw);
  on("pane", () => {
    root.hidden = store.pane !== "home";
    document.getElementById("channel").hidden = store.pane === "home";
  });
}

/** Tell the app that its Home was opened. */
export function openHome() {
  if (store.me) act("home");
}
