/** Beginning anew: asked first, shown while it happens, and then the page opens as for the first time. */

import { api } from "./api.js";
import { ask } from "./confirm.js";
import { byId, piece } from "./dom.js";
import { failed, refresh, startOver } from "./live.js";
import { say } from "./notice.js";
import { onChange, state } from "./state.js";
import { forgetTour } from "./tour.js";
import { word } from "./words.js";

let dialog = null;
let asking = false;

onChange(() => {
  if (state.world?.resetting) show();
  else if (dialog && !asking) startOver();
});

export async function beginAnew() {
  if (!(await ask("reset", {}, word("reset-yes")))) return;
  asking = true;
  show();
  try {
    const answer = await api.reset();
    if (answer.ok) forgetTour();
    else give(answer.error ?? word("refused"));
  } catch (error) {
    give("");
    failed(error);
  }
  asking = false;
  refresh();
}

function show() {
  if (dialog) return;
  dialog = piece("resetting");
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  byId("dialogs").append(dialog);
  dialog.showModal();
  dialog.querySelector(".modal-title").focus();
}

/** It was not done: the page stays as it is and says why. */
function give(why) {
  dialog.remove();
  dialog = null;
  say(why);
}
