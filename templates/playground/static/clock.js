/** The team's time: what it is now for the acting person, and moving it forward. */

import { api } from "./api.js";
import { byId, piece } from "./dom.js";
import { failed, refresh } from "./live.js";
import { menuFor } from "./menu.js";
import { say } from "./notice.js";
import { me, onChange, state, teamNow } from "./state.js";
import { word } from "./words.js";
import { CLOCK, format, fromWall, toWall } from "./zones.js";

const SHORT_DAY = { weekday: "short", day: "numeric", month: "short" };
const button = byId("clock-move");
const label = button.lastChild;
let moving = false;

onChange(draw);
setInterval(draw, 1000);
menuFor(button, entries);

function draw() {
  const person = me();
  if (!person) return;
  const now = teamNow();
  put(byId("clock-time"), format(now, CLOCK, person));
  put(byId("clock-day"), format(now, SHORT_DAY, person));
  put(byId("clock-zone"), person.zone);
  const { movable, why } = state.world.clock;
  byId("clock-why").hidden = movable;
  put(byId("clock-why"), why ?? "");
  button.hidden = !movable;
}

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function entries() {
  const items = [...document.getElementById("time-menu-piece").content.querySelectorAll("li")];
  return items.map((item) => ({
    label: item.textContent,
    disabled: moving,
    pick: () => (item.dataset.text ? move({ text: item.dataset.text, zone: me().zone }).then(say) : choose()),
  }));
}

/** Moves the time; answers the sentence that says why not, or "". */
async function move(to) {
  setMoving(true);
  try {
    const answer = await api.time(to);
    return answer.ok ? "" : (answer.error ?? word("refused"));
  } catch (error) {
    failed(error);
    return "";
  } finally {
    setMoving(false);
    refresh();
  }
}

function setMoving(now) {
  moving = now;
  byId("clock").classList.toggle("moving", now);
  button.setAttribute("aria-busy", String(now));
  label.textContent = now ? word("moving") : word("move-time");
}

function choose() {
  const dialog = piece("time");
  const to = dialog.querySelector("#time-to");
  const { zone } = me();
  to.value = toWall(teamNow(), zone);
  to.min = to.value;
  dialog.querySelector("#time-zone").textContent = zone;
  dialog.setAttribute("aria-label", dialog.querySelector(".modal-title").textContent);
  dialog.querySelector(".ask-no").addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const moment = fromWall(to.value, zone);
    if (Number.isNaN(moment.getTime())) return to.focus();
    const why = await move({ to: moment.toISOString() });
    if (!why) return dialog.close();
    const alert = dialog.querySelector(".ask-alert");
    alert.textContent = why;
    alert.hidden = false;
    return to.focus();
  });
  byId("dialogs").append(dialog);
  dialog.showModal();
  to.focus();
}
