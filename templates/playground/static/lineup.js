/** How messages stand below each other in a log: what belongs together, and what makes a drawn one old. */

import { editingMark } from "./editing.js";
import { hasCard } from "./message.js";
import { me, state, teamNow } from "./state.js";
import { momentOf, toWall } from "./zones.js";

const TOGETHER = 5 * 60; // seconds within which one author's messages share a head

/** Whether a message needs no head of its own after the one `before` it. */
export const belongs = (message, before) =>
  message.user.id === before.user.id &&
  Number(message.ts) - Number(before.ts) < TOGETHER &&
  dayOf(message) === dayOf(before) &&
  !message.ephemeral &&
  !before.ephemeral &&
  !message.failed &&
  !hasCard(message);

/** The day of a message on the viewer's wall. */
export const dayOf = (message) => wallDay(momentOf(message.ts));

const wallDay = (date) => toWall(date, me()?.zone).slice(0, 10);

/** What keyed() needs of an item {kind, message?, day?, ...}; texts may say "tomorrow", so the viewer's day counts. */
export function describe(item) {
  const { kind, message, day } = item;
  const name = message ? `${message.ts} ${message.ephemeral}` : `${kind} ${day ?? ""}`;
  const viewer = [me()?.zone, me()?.locale, wallDay(teamNow())];
  const mark = message ? editingMark(message) : "";
  return { key: `${state.me} ${state.place} ${name}`, signature: JSON.stringify([item, viewer, mark]) };
}
