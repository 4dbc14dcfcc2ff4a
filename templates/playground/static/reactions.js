/** Reactions under a message: pressed to join in, pressed again to take one's own back. */

import { attempt } from "./act.js";
import { api } from "./api.js";
import { el, icon } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { openEmojiPicker } from "./emojipicker.js";
import { person, state } from "./state.js";
import { word } from "./words.js";

/** Adds or takes back our reaction. */
export const react = (message, name, on) => attempt(api.react(state.me, message.channel, message.ts, name, on));

/** Lets us choose an emoji for a message, beside `button`. */
export function chooseReaction(message, button) {
  openEmojiPicker(button, (name) => react(message, name, !has(message, name)));
}

const has = (message, name) =>
  (message.reactions ?? []).some((one) => one.name === name && one.users.includes(state.me));

/** The row of reactions; nothing where there are none. */
export function reactionsOf(message) {
  if (!message.reactions?.length) return null;
  return el(
    "ul",
    { class: "reactions", "aria-label": word("reactions") },
    message.reactions.map((one) => el("li", {}, pill(message, one))),
    el("li", {}, adding(message)),
  );
}

function pill(message, { name, count, users }) {
  const mine = users.includes(state.me);
  const who = word("reacted", { names: users.map(nameOf).join(", "), emoji: `:${name}:` });
  return el(
    "button",
    {
      type: "button",
      class: "reaction",
      "data-action": `react-${name}`,
      "data-testid": "reaction",
      "aria-pressed": String(mine),
      "aria-label": who,
      title: who,
      onclick: () => react(message, name, !mine),
    },
    el("span", { class: "reaction-sign" }, signOf(name)),
    el("span", {}, String(count)),
  );
}

function adding(message) {
  const button = el(
    "button",
    {
      type: "button",
      class: "reaction adding",
      "data-action": "react",
      "aria-label": word("add-reaction"),
      title: word("add-reaction"),
    },
    icon("smile", "small"),
  );
  button.addEventListener("click", () => chooseReaction(message, button));
  return button;
}

/** The emoji of a name, with its skin tone where it has one; the name itself where we know no emoji. */
function signOf(name) {
  const signs = name.split("::").map(emojiFor);
  return signs.includes(undefined) ? `:${name}:` : signs.join("");
}

function nameOf(id) {
  if (id === state.me) return word("you");
  if (id === state.world.bot.user_id) return state.world.bot.name;
  return person(id)?.real_name ?? id;
}
