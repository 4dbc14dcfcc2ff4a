/** The first minute: a card whose steps tick themselves off as the person does them. */

import { byId } from "./dom.js";
import { onChange, state } from "./state.js";
import { word } from "./words.js";

const KEPT = "allstar-tour";
const SEEN = "allstar-square-seen"; // written by square.js
const card = byId("tour");
const steps = [...byId("tour-steps").children];
const POINTS = { approver: "person-switch", time: "clock-move", square: "nav-square" };

let { done, closed, author } = { done: [], closed: false, author: "", ...kept() };

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "{}");
  } catch {
    return {};
  }
}

function keep() {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ done, closed, author }));
  } catch {
    // a browser that keeps nothing shows the tour each time
  }
}

/** What the person does on this page, and in the square's, ticks steps off. */
const HAPPENED = {
  "/control/submit": ({ body }) => {
    if (drafting !== body.as) return;
    author = body.as;
    tick("draft");
  },
  "/control/press": ({ body }) => /approve$/.test(body.action_id) && tick("approve"),
  "/control/time": () => tick("time"),
};
let drafting = ""; // who typed /draft last

window.addEventListener("acted", ({ detail }) => {
  if (!detail.answer.ok) return;
  if (detail.path === "/control/type" && /^\/draft\b/.test(detail.body.text)) drafting = detail.body.as;
  HAPPENED[detail.path]?.(detail);
});
window.addEventListener("storage", (event) => event.key === SEEN && tick("square"));
byId("nav-square").addEventListener("click", () => tick("square"));
onChange(() => {
  if (done.includes("draft") && author && state.me && state.me !== author) tick("approver");
  draw();
});

function tick(step) {
  if (closed || done.includes(step)) return;
  done = [...done, step];
  keep();
  draw();
  const next = current();
  byId("tour-said").textContent = next
    ? word("tour-said", { done: titleOf(step), next: titleOf(next) })
    : word("tour-over");
}

const current = () => steps.map((step) => step.dataset.step).find((step) => !done.includes(step));
const titleOf = (name) => steps.find((step) => step.dataset.step === name).querySelector("strong").textContent;

function draw() {
  card.hidden = closed;
  document.body.classList.toggle("touring", !closed);
  const now = current();
  byId("tour-count").textContent = word("tour-count", { done: done.length, all: steps.length });
  for (const step of steps) {
    const name = step.dataset.step;
    const ticked = done.includes(name);
    step.classList.toggle("ticked", ticked);
    step.querySelector(".tour-ticked").hidden = !ticked;
    if (name === now) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }
  byId("tour-over").hidden = Boolean(now);
  point(closed ? null : pointOf(now));
}

/** Who drafts is not who approves: as long as we are the first of the team, choosing somebody comes first. */
function pointOf(step) {
  const first = state.world?.people.find((one) => !one.is_bot)?.id;
  if (step === "draft") return state.me === first ? "person-switch" : "composer-form";
  return POINTS[step];
}

function point(id) {
  const target = id && byId(id);
  const shown = [target, byId("side").contains(target) && byId("open-side")]; // on a phone, the drawer's button too
  for (const node of document.querySelectorAll(".pointed")) node.classList.toggle("pointed", shown.includes(node));
  for (const node of shown) if (node) node.classList.add("pointed");
}

function close() {
  closed = true;
  keep();
  draw();
  byId("composer").focus();
}

/** Shows the tour from where it stood; one that was finished begins again. */
export function showTour() {
  if (!current()) done = [];
  closed = false;
  keep();
  draw();
  byId("tour-title").focus();
}

/** A new team is toured from the beginning, by those who had not closed the tour. */
export function forgetTour() {
  [done, author, drafting] = [[], "", ""];
  keep();
}

byId("tour-close").addEventListener("click", close);
card.addEventListener("keydown", (event) => event.key === "Escape" && close());
draw();
