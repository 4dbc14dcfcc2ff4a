/** The message field: Enter sends, "/" completes commands and shows how they are used. */

import { api } from "./api.js";
import { commandOf, drawSuggestions, suggestions } from "./completion.js";
import { byId, el } from "./dom.js";
import { failed, refresh } from "./live.js";
import { say } from "./notice.js";
import { channel, onChange, state } from "./state.js";
import { word } from "./words.js";

const field = byId("composer");
const drafts = new Map(); // what was typed and not sent, for each person and channel
let found = null;
let at = 0;
let where = "";

onChange(() => {
  if (!state.view) return;
  const here = channel(state.place);
  byId("composer-form").hidden = !here;
  const now = `${state.me} ${state.place}`;
  if (here && where !== now) moveTo(now, here);
});

function moveTo(now, here) {
  drafts.set(where, field.value);
  where = now;
  field.value = drafts.get(now) ?? "";
  const label = word("write-to", { place: here.is_dm ? state.world.bot.name : `#${here.name}` });
  field.placeholder = label;
  byId("composer-label").textContent = label;
  changed();
}

function changed() {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight}px`;
  found = state.world && document.activeElement === field ? suggestions(field.value, field.selectionStart) : null;
  at = 0;
  draw();
}

function draw() {
  drawSuggestions(found, at, pick);
  if (found) field.setAttribute("aria-activedescendant", `completion-${at}`);
  else field.removeAttribute("aria-activedescendant");
  const command = found ? null : commandOf(field.value);
  byId("usage").hidden = !command;
  byId("usage").replaceChildren(
    ...(command
      ? [
          el("strong", {}, command.command),
          " ",
          el("span", { class: "hint-text" }, command.usage_hint ?? ""),
          el("span", { class: "soft" }, command.description),
        ]
      : []),
  );
}

function pick(index) {
  const { insert } = found.entries[index];
  const caret = found.from + insert.length;
  field.value = field.value.slice(0, found.from) + insert + field.value.slice(field.selectionStart);
  field.focus();
  field.setSelectionRange(caret, caret);
  changed();
}

/** Enter on a name that is already complete sends it; on a part of one it completes. */
const completes = () => found && field.value.slice(found.from).trim() !== found.entries[at].insert.trim();

field.addEventListener("input", changed);
field.addEventListener("click", changed);
field.addEventListener("blur", () => {
  found = null;
  draw();
});
field.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found) {
    at = (at + step + found.entries.length) % found.entries.length;
    draw();
  } else if (event.key === "Tab" && found && !event.shiftKey) pick(at);
  else if (event.key === "Escape" && found) {
    found = null;
    draw();
  } else if (event.key === "Enter" && !event.shiftKey) {
    if (completes()) pick(at);
    else send();
  } else return;
  event.preventDefault();
});
byId("composer-form").addEventListener("submit", (event) => {
  event.preventDefault();
  send();
  field.focus();
});

async function send() {
  const text = field.value.trim();
  const here = state.place;
  if (!text || !channel(here)) return;
  const sentFrom = where;
  field.value = "";
  changed();
  try {
    const answer = await api.type(state.me, here, text);
    await refresh();
    say(answer.ok ? "" : (answer.error ?? word("refused")));
    if (!answer.ok) giveBack(sentFrom, text);
  } catch (error) {
    giveBack(sentFrom, text);
    failed(error);
  }
}

/** What could not be sent comes back, unless something else stands there by now. */
function giveBack(sentFrom, text) {
  if (where !== sentFrom) drafts.set(sentFrom, text);
  else if (!field.value) {
    field.value = text;
    changed();
  }
}
