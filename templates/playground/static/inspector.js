/** The drawer with the traffic between the bot and Slack, newest first, red where Slack would have refused. */

import { api } from "./api.js";
import { byId, el, keyed } from "./dom.js";
import { failed } from "./live.js";
import { onChange } from "./state.js";
import { word } from "./words.js";

const MOST = 300; // rows drawn
const EVERY = 2000; // milliseconds between looks while the drawer is open

const drawer = byId("inspector");
const switcher = byId("inspector-switch");
let rows = []; // newest first
let looking = false;
let lookAgain = false;

onChange(look);
setInterval(() => drawer.hidden || look(), EVERY);
switcher.addEventListener("click", () => show(drawer.hidden));
byId("inspector-close").addEventListener("click", () => {
  show(false);
  switcher.focus();
});
byId("inspector-refused").addEventListener("change", draw);
byId("inspector-filter").addEventListener("input", draw);
drawer.addEventListener("keydown", (event) => {
  if (event.key === "Escape") byId("inspector-close").click();
});

function show(open) {
  drawer.hidden = !open;
  document.body.classList.toggle("inspecting", open);
  switcher.setAttribute("aria-expanded", String(open));
  if (!open) return;
  rows = [];
  draw();
  look();
  byId("inspector-close").focus();
}

/** Fetches what came since the last look. */
async function look() {
  lookAgain = looking;
  if (looking) return;
  looking = true;
  try {
    const fresh = await api.traffic(rows[0]?.n ?? 0);
    rows = [...fresh, ...rows].slice(0, MOST);
    draw();
  } catch (error) {
    failed(error);
  }
  looking = false;
  if (lookAgain) look();
}

function draw() {
  const refused = rows.filter((row) => row.refused);
  byId("refused-count").hidden = !refused.length;
  byId("refused-count").textContent = refused.length;
  byId("refused-count").title = word("refused-count", { count: refused.length });
  if (drawer.hidden) return;
  const wanted = byId("inspector-filter").value.trim().toLowerCase();
  const from = byId("inspector-refused").checked ? refused : rows;
  const shown = from.filter((row) => `${row.name} ${row.kind}`.toLowerCase().includes(wanted));
  byId("inspector-empty").hidden = shown.length > 0;
  keyed(byId("inspector-rows"), shown, (row) => ({ key: row.n, signature: "" }), rowNode);
}

function rowNode(row) {
  const node = document.getElementById("inspector-row").content.firstElementChild.cloneNode(true);
  const toBot = row.direction === "to_bot";
  const fill = (selector, text) => (node.querySelector(selector).textContent = text);
  node.classList.toggle("refused", Boolean(row.refused));
  node.classList.add(toBot ? "to-bot" : "to-slack");
  node.querySelector("use").setAttribute("href", toBot ? "#icon-right" : "#icon-left");
  fill(".row-name", row.name);
  fill(".row-ms", tookOf(row, toBot));
  fill(".row-way", `${word(toBot ? "to-bot" : "to-slack")} · ${row.kind}`);
  fill("time", new Date(row.at).toLocaleTimeString(undefined, { hourCycle: "h23" }));
  if (row.refused) fill(".row-refused", row.refused);
  else node.querySelector(".row-refused").remove();
  node.addEventListener("toggle", () => node.open && fillBody(node.querySelector(".row-body"), row), { once: true });
  return node;
}

/** How long it took; what goes to the bot is acknowledged, or was not. */
function tookOf(row, toBot) {
  const count = Math.round(row.ms);
  return word(toBot && !row.refused ? "acknowledged-in" : "milliseconds", { count });
}

function fillBody(body, row) {
  for (const [name, value] of [
    ["payload", row.payload],
    ["answer", row.answer],
  ]) {
    if (value === null || value === undefined) continue;
    const text = typeof value === "string" ? value : JSON.stringify(value, null, 2);
    body.append(el("h3", {}, word(name)), el("pre", { tabindex: "0", "aria-label": word(name) }, text));
  }
}
