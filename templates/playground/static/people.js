/** Pictures of people: their initials on a tone of their own; the app has its star. */

import { el, icon } from "./dom.js";
import { state } from "./state.js";
import { word } from "./words.js";

const TONES = 8;

/** A small square for a person or the app; says nothing to screen readers, the name stands beside it. */
export function avatar(id, name, size = "") {
  if (id === state.world?.bot.user_id)
    return el("span", { class: `avatar app ${size}`, "aria-hidden": "true" }, icon("star"));
  const place = state.world.people.findIndex((one) => one.id === id);
  const tone = place < 0 ? "" : `tone-${place % TONES}`;
  return el("span", { class: `avatar ${tone} ${size}`, "aria-hidden": "true" }, initials(name));
}

/** What is special about a person, in words. */
export function marksOf(person) {
  const elsewhere = person.team_id && person.team_id !== state.world.workspace.id;
  return [
    person.is_guest && word("guest"),
    elsewhere && word("elsewhere"),
    person.deleted && word("deactivated"),
  ].filter(Boolean);
}

function initials(name) {
  const parts = name.trim().split(/\s+/);
  const letters = parts.length > 1 ? [parts[0], parts.at(-1)] : parts;
  return letters
    .map((part) => [...part][0] ?? "")
    .join("")
    .toUpperCase();
}
