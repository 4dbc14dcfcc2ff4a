/** The left side: where one can go, with what is unread there. */

import { token } from "./api.js";
import { byId, el, icon } from "./dom.js";
import { avatar } from "./people.js";
import { hashOf } from "./route.js";
import { appChannel, channel, onChange, state } from "./state.js";
import { word } from "./words.js";

byId("nav-square").href = `/square?${new URLSearchParams({ token })}`;

onChange(() => {
  if (!state.view) return;
  byId("workspace-name").textContent = state.world.workspace.name;
  const channels = state.view.channels.filter((one) => !one.is_dm);
  redraw(
    byId("nav-channels"),
    channels.map((one) =>
      entry({
        id: one.id,
        name: one.name,
        testid: `nav-${one.id}`,
        before: icon(one.is_private ? "lock" : "hash"),
        unread: one.unread,
      }),
    ),
  );
  redraw(byId("nav-app"), [appEntry(), homeEntry()]);
  showTitle();
});

function appEntry() {
  const { bot } = state.world;
  const dm = appChannel();
  const after = el(
    "span",
    { class: bot.connected ? "dot on" : "dot off", title: word(bot.connected ? "connected" : "not-connected") },
    el("span", { class: "hidden" }, word(bot.connected ? "connected" : "not-connected")),
  );
  return entry({
    id: dm?.id ?? "dm",
    name: bot.name,
    testid: "nav-dm",
    before: avatar(bot.user_id, bot.name, "small"),
    unread: dm?.unread ?? 0,
    after,
  });
}

function homeEntry() {
  return entry({
    id: "home",
    name: word("home-of", { name: state.world.bot.name }),
    testid: "nav-home",
    before: icon("home"),
    unread: 0,
  });
}

function entry({ id, name, testid, before, unread, after }) {
  const here = id === state.place;
  const badge =
    unread > 0 &&
    !here &&
    el(
      "span",
      { class: "count" },
      el("span", { "aria-hidden": "true" }, unread),
      el("span", { class: "hidden" }, word("unread", { count: unread })),
    );
  return el(
    "li",
    {},
    el(
      "a",
      {
        class: badge ? "place unread" : "place",
        href: hashOf(state.me, id),
        "data-testid": testid,
        "aria-current": here ? "page" : undefined,
      },
      before,
      el("span", { class: "place-name" }, name),
      after,
      badge,
    ),
  );
}

/** Redraws a list only when it looks different, so that focus and hover stay. */
function redraw(list, items) {
  const fresh = el("ul", {}, items);
  if (fresh.innerHTML === list.innerHTML) return;
  const focused = list.contains(document.activeElement) ? document.activeElement.dataset.testid : null;
  list.replaceChildren(...items);
  if (focused) list.querySelector(`[data-testid="${CSS.escape(focused)}"]`)?.focus();
}

function showTitle() {
  const unread = state.view.channels.reduce((sum, one) => sum + (one.id === state.place ? 0 : one.unread), 0);
  const here = channel(state.place);
  const name = here
    ? here.is_dm
      ? state.world.bot.name
      : `#${here.name}`
    : word("home-of", { name: state.world.bot.name });
  document.title = `${unread ? `(${unread}) ` : ""}${name} · ${state.world.workspace.name}`;
}
