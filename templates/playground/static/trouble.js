/** The panel "Make trouble": what goes wrong on purpose, what stands now, and a strip that says so. */

import { api } from "./api.js";
import { byId, el, keyed } from "./dom.js";
import { failed, refresh } from "./live.js";
import { attempt, offer, openPanel, row } from "./panel.js";
import { onChange, state } from "./state.js";
import { word, wordOr } from "./words.js";

const FIELDS = ["method", "times", "seconds", "retry_after"];
const METHODS = ["chat.postMessage", "chat.update", "chat.postEphemeral", "views.open", "views.update", "views.publish"];
const kinds = new Map(
  [...document.getElementById("fault-kinds").content.children].map((node) => [node.dataset.kind, node]),
);
let seen = 0; // when the faults were last read

export const showTrouble = () => openPanel("trouble", begin, draw);

function begin(dialog) {
  const kind = dialog.querySelector("#fault-kind");
  offer(
    kind,
    [...kinds.keys()].map((one) => [one, nameOf(one)]),
  );
  dialog.querySelector("#fault-method").append(...METHODS.map((method) => el("option", {}, method)));
  kind.addEventListener("change", () => fields(dialog));
  fields(dialog);
  dialog.querySelector("#standing-end").addEventListener("click", () => attempt(api.endFaults));
  dialog.querySelector("#add-fault").addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(() => api.addFault(asked(dialog)));
  });
}

const nameOf = (kind) => wordOr(`fault-${kind}`, kind);

/** Shows what this kind takes, with a sensible figure in it. */
function fields(dialog) {
  const chosen = kinds.get(dialog.querySelector("#fault-kind").value);
  dialog.querySelector("#fault-hint").textContent = chosen.textContent.trim();
  for (const name of FIELDS) {
    dialog.querySelector(`[data-for="${name}"]`).hidden = !(name in chosen.dataset);
    dialog.querySelector(`#fault-${name}`).value = chosen.dataset[name] || (name === "method" ? "*" : "");
  }
}

function asked(dialog) {
  const kind = dialog.querySelector("#fault-kind").value;
  const fault = { as: state.me, kind };
  for (const name of FIELDS.filter((one) => one in kinds.get(kind).dataset)) {
    const { value } = dialog.querySelector(`#fault-${name}`);
    if (value) fault[name] = name === "method" ? value : Number(value);
  }
  return fault;
}

function draw(dialog) {
  const faults = state.world.faults ?? [];
  dialog.querySelector("#standing").hidden = !faults.length;
  const describe = (fault) => ({ key: fault.id, signature: JSON.stringify([fault, left(fault)]) });
  keyed(dialog.querySelector("#standing-list"), faults, describe, faultRow);
}

function faultRow(fault) {
  const name = nameOf(fault.kind);
  const end = el(
    "button",
    {
      type: "button",
      class: "button",
      "data-action": fault.id,
      "aria-label": word("fault-end-what", { what: name }),
      onclick: () => attempt(() => api.endFault(fault.id)),
    },
    word("fault-end"),
  );
  const detail = [fault.method !== "*" && fault.method, remaining(fault)].filter(Boolean).join(" · ");
  return row({ name, detail, doing: [end] });
}

/** Seconds until a fault ends by itself, counted on from when it was read. */
function left(fault) {
  return typeof fault.seconds === "number" ? Math.max(0, Math.round(fault.seconds - (Date.now() - seen) / 1000)) : null;
}

function remaining(fault) {
  const seconds = left(fault);
  if (seconds !== null) return word("fault-left", { count: seconds });
  return typeof fault.times === "number" ? word("fault-more", { count: fault.times }) : "";
}

// the strip above the messages

onChange(() => {
  seen = Date.now();
  drawStrip();
});
byId("trouble-end").addEventListener("click", async () => {
  try {
    await api.endFaults();
  } catch (error) {
    failed(error);
  }
  await refresh();
  byId("composer").focus();
});
setInterval(tick, 1000);

/** Time goes on while nothing changes; a fault whose time is over is gone. */
function tick() {
  const timed = (state.world?.faults ?? []).filter((fault) => left(fault) !== null);
  if (!timed.length) return;
  if (timed.some((fault) => left(fault) === 0)) refresh();
  drawStrip();
}

function drawStrip() {
  const faults = state.world?.faults ?? [];
  const outage = faults.find((fault) => fault.kind === "outage");
  const said = faults.map((fault) => [nameOf(fault.kind), remaining(fault)].filter(Boolean).join(", ")).join("; ");
  byId("trouble").hidden = !faults.length;
  byId("trouble").classList.toggle("outage", Boolean(outage));
  const text = outage ? word("outage-now") : faults.length ? word("trouble-now", { what: said }) : "";
  put(byId("trouble-text"), text);
  put(byId("trouble-left"), outage ? remaining(outage) : "");
}

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
