/** Keeps the state fresh: a stream that says "changed", and one fetch of world and view for each burst of it. */

import { api, Locked, openStream, Unreachable } from "./api.js";
import { byId, piece } from "./dom.js";
import { state, update } from "./state.js";
import { word } from "./words.js";

let stream = null;
let running = null;
let again = false;

/** Fetches world and view; calls during a fetch share one more fetch after it. */
export function refresh() {
  if (running) {
    again = true;
    return running;
  }
  running = fetchUntilFresh().finally(() => {
    running = null;
  });
  return running;
}

async function fetchUntilFresh() {
  do {
    again = false;
    const as = state.me;
    try {
      const [world, view] = await Promise.all([api.world(), as ? api.view(as) : null]);
      if (view?.ok === false) return startOver();
      showOffline(false);
      const skew = Date.parse(world.now) - Date.now();
      if (as === state.me) update({ world, view, skew });
      else again = true;
    } catch (error) {
      failed(error);
    }
  } while (again);
}

/** Follows the changes that `state.me` can see. */
export function follow() {
  stream?.close();
  stream = openStream(state.me, {
    changed: refresh,
    up: () => {
      showOffline(false);
      refresh();
    },
    down: () => showOffline(true),
  });
}

/** Opens the page as for the first time: the person we acted as is gone, or everything is. */
export function startOver() {
  history.replaceState(null, "", `/${location.search}`);
  location.reload();
}

/** Shows on the page that a call to the control API failed. */
export function failed(error) {
  if (error instanceof Locked) lock();
  else if (error instanceof Unreachable) showOffline(true);
  else throw error;
}

function showOffline(offline) {
  byId("offline").hidden = !offline;
  byId("offline").textContent = offline ? word("no-answer") : "";
}

function lock() {
  if (document.body.classList.contains("is-locked")) return;
  stream?.close();
  document.body.classList.add("is-locked");
  document.body.append(piece("locked"));
}
