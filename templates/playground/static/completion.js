/** The list above a message field: commands after "/", people after "@", channels after "#", emoji after ":". */

import { el, icon } from "./dom.js";
import { emojiLike } from "./emoji.js";
import { avatar } from "./people.js";
import { state } from "./state.js";

const MOST = 8;

/** What fits at the caret: {from, entries: [{insert, name, hint?, detail?, picture}]}, or null; threads know no commands. */
export function suggestions(text, caret, inThread) {
  const before = text.slice(0, caret);
  const command = /^\/\S*$/.exec(before);
  if (command && !inThread) return some(0, commands(command[0]));
  const shortcode = /(?:^|\s):([a-z0-9_+-]{2,})$/.exec(before);
  if (shortcode) return some(caret - shortcode[1].length - 1, emojis(shortcode[1]));
  const mention = /(?:^|\s)([@#])([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!mention) return null;
  const [, mark, typed] = mention;
  const from = caret - typed.length - 1;
  return some(from, mark === "@" ? people(typed.toLocaleLowerCase()) : channels(typed.toLocaleLowerCase()));
}

const some = (from, entries) => (entries.length ? { from, entries: entries.slice(0, MOST) } : null);

function commands(typed) {
  return state.world.commands
    .filter((one) => one.command.startsWith(typed.toLowerCase()))
    .map((one) => ({
      insert: `${one.command} `,
      name: one.command,
      hint: one.usage_hint,
      detail: one.description,
      picture: avatar(state.world.bot.user_id, state.world.bot.name, "small"),
    }));
}

function people(typed) {
  return state.world.people
    .filter((one) => !one.deleted && `${one.name} ${one.real_name}`.toLocaleLowerCase().includes(typed))
    .map((one) => ({
      insert: `@${one.name} `,
      name: `@${one.name}`,
      hint: one.real_name,
      detail: one.title,
      picture: avatar(one.id, one.real_name, "small"),
    }));
}

function channels(typed) {
  return state.view.channels
    .filter((one) => !one.is_dm && one.name.includes(typed))
    .map((one) => ({
      insert: `#${one.name} `,
      name: `#${one.name}`,
      picture: icon(one.is_private ? "lock" : "hash", "small"),
    }));
}

const emojis = (typed) =>
  emojiLike(typed, MOST).map(([name, sign]) => ({
    insert: `${sign} `,
    name: `:${name}:`,
    picture: el("span", { class: "emoji-sign", "aria-hidden": "true" }, sign),
  }));

/** Draws the list with the entry number `at` marked; `pick(index)` runs at a click. Null hides it. */
export function drawSuggestions(list, found, at, pick) {
  list.hidden = !found;
  list.replaceChildren(
    ...(found?.entries ?? []).map((entry, index) =>
      el(
        "li",
        {
          id: `${list.id}-${index}`,
          role: "option",
          class: index === at ? "option at" : "option",
          "aria-selected": String(index === at),
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => pick(index),
        },
        entry.picture,
        el(
          "span",
          { class: "option-text" },
          el(
            "span",
            {},
            el("strong", {}, entry.name),
            entry.hint && el("span", { class: "hint-text" }, " ", entry.hint),
          ),
          entry.detail && el("span", { class: "soft" }, entry.detail),
        ),
      ),
    ),
  );
  list.children[at]?.scrollIntoView({ block: "nearest" });
}

/** The command that `text` begins with, once its name is complete. */
export const commandOf = (text) =>
  state.world?.commands.find((one) => text === one.command || text.startsWith(`${one.command} `));
