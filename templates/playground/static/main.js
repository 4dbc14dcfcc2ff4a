/** The page's beginning: who we are, where we look, and the parts that draw it. */

import { api } from "./api.js";
import "./clock.js";
import "./writing.js";
import { byId } from "./dom.js";
import "./home.js";
import "./inspector.js";
import { failed, follow, refresh } from "./live.js";
import "./members.js";
import { showMessage } from "./messages.js";
import "./modal.js";
import "./nav.js";
import "./notice.js";
import "./place.js";
import "./reset.js";
import { readRoute, settleRoute } from "./route.js";
import "./side.js";
import { appChannel, channel, onChange, person, state, update } from "./state.js";
import "./switch.js";
import "./tour.js";
import "./trouble.js";
import "./workspace.js";

onChange(() => {
  if (!state.view) return;
  document.body.classList.add("ready");
  settle();
});
window.addEventListener("hashchange", enter);

/** Takes over who and where from the address. */
async function enter() {
  const { who, place, ts } = readRoute();
  const me = person(who) ? who : state.me || state.world.people.find((one) => !one.is_bot).id;
  const moved = me !== state.me;
  if (location.pathname !== "/") settleRoute(me, place, ts);
  const view = moved ? null : state.view;
  update({ me, place: place || state.place, view });
  if (moved) follow();
  if (state.place === "home") await visit(api.home);
  if (state.place === "dm") await visit(api.dm);
  await refresh();
  if (ts) showMessage(ts);
  else focusPlace();
}

/** Writing can begin at once; on a touch screen that would open the keyboard over the page. */
function focusPlace() {
  if (matchMedia("(pointer: coarse)").matches) return;
  byId(state.place === "home" ? "place-name" : "composer").focus({ preventScroll: true });
}

async function visit(door) {
  try {
    await door(state.me);
  } catch (error) {
    failed(error);
  }
}

/** Where the address names no place that we can see, we look at the app's messages or the first channel. */
function settle() {
  const { place } = state;
  if (place === "home" || channel(place)) return;
  const next = (place === "dm" && appChannel()) || state.view.channels.find((one) => !one.is_dm);
  if (!next || (place === "dm" && !appChannel())) return;
  settleRoute(state.me, next.id);
  queueMicrotask(() => update({ place: next.id }));
}

await refresh();
if (state.world) await enter();
