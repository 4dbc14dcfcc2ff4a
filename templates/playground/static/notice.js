/** One line about what went wrong: inside the open modal, in the thread where we are in one, else above the message field. */

import { byId } from "./dom.js";
import { channel, onChange, state } from "./state.js";

const RECENT = 3; // messages among which a failure counts as seen

let ours = ""; // what a press or a command answered just now
let theirs = ""; // the failure that Slack would show, from the last view
let where = ""; // where the person was when we drew last
let hidden = ""; // the failure that the person has put away

/** Shows `text`, or takes our last line away where it is empty. */
export function say(text) {
  ours = text;
  draw();
}

/** Shows the failure text of the last view, until the person hides it or goes elsewhere. */
onChange(() => {
  if (!state.view) return;
  const text = state.view.notice ?? "";
  const here = `${state.me} ${state.place}`;
  if (here !== where) [ours, hidden] = ["", text];
  else if (text !== theirs) hidden = "";
  [where, theirs] = [here, text];
  draw();
});

/** Draws the line where it can be seen now; modals call this as they come and go. */
export function draw() {
  const inThread = byId("scroll").inert || byId("thread").contains(document.activeElement);
  const isNews = (line) => line && (inThread || !standsInLog(line));
  const text = [ours, theirs === hidden ? "" : theirs].find(isNews) ?? "";
  const dialog = [...document.querySelectorAll("dialog.modal[open]:not(.ask)")].at(-1);
  for (const line of document.querySelectorAll(".modal-alert")) fill(line, line, dialog?.contains(line) ? text : "");
  fill(byId("thread-notice"), byId("thread-notice"), inThread && !dialog ? text : "");
  fill(byId("notice"), byId("notice-text"), inThread || dialog ? "" : text);
}

/** A failed command already has its line among the newest messages. */
function standsInLog(text) {
  const newest = channel(state.place)?.messages.slice(-RECENT) ?? [];
  return newest.some((message) => message.failed && message.text === text);
}

function fill(strip, line, text) {
  strip.hidden = !text;
  if (line.textContent !== text) line.textContent = text;
}

byId("notice-close").addEventListener("click", () => {
  ours = "";
  hidden = theirs;
  draw();
  byId("composer").focus();
});
