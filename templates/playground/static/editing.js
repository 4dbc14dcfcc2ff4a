/** Changing one's own message where it stands, and deleting it. */

import { attempt } from "./act.js";
import { api } from "./api.js";
import { confirmed } from "./confirm.js";
import { el } from "./dom.js";
import { decode } from "./mrkdwn.js";
import { person, state, update } from "./state.js";
import { word } from "./words.js";

let open = null; // {as, ts, draft} of the message that is being changed

export const isEditing = (message) => open?.as === state.me && open.ts === message.ts;

/** What makes a message look different while it is being changed. */
export const editingMark = (message) => (isEditing(message) ? "editing" : "");

/** Puts the form in the place of the text of a message. */
export function startEditing(message) {
  open = { as: state.me, ts: message.ts, draft: asTyped(message.text ?? "") };
  update({});
  const field = document.querySelector(`[data-ts="${CSS.escape(message.ts)}"] .edit textarea`);
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
}

function stopEditing() {
  const { ts } = open;
  open = null;
  update({});
  document.querySelector(`[data-ts="${CSS.escape(ts)}"]`)?.focus({ preventScroll: true });
}

/** The form that stands in the place of the text. */
export function editForm(message) {
  const field = el("textarea", { class: "input", rows: "2", "aria-label": word("edit"), "data-action": "edit" });
  field.value = open.draft;
  field.addEventListener("input", () => {
    open.draft = field.value;
  });
  const save = async () => {
    if (await attempt(api.edit(state.me, message.channel, message.ts, field.value))) stopEditing();
  };
  const form = el(
    "form",
    { class: "edit", "data-testid": "edit" },
    field,
    el(
      "div",
      { class: "edit-buttons" },
      el("button", { type: "button", class: "button", onclick: stopEditing }, word("cancel")),
      el("button", { type: "submit", class: "button primary" }, word("save")),
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stopEditing();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target === field) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  return form;
}

/** Deletes a message once the person has said yes. */
export async function askAndDelete(message) {
  const said = (key) => ({ type: "plain_text", text: word(key) });
  const question = {
    title: said("delete-title"),
    text: said("delete-text"),
    confirm: said("delete"),
    deny: said("cancel"),
    style: "danger",
  };
  if (await confirmed(question)) await attempt(api.remove(state.me, message.channel, message.ts));
}

/** A stored text as one would type it: names for the tokens of people, channels and links. */
export function asTyped(text) {
  return decode(text.replace(/<([^<>\n]+)>/g, (whole, token) => typedToken(token) ?? whole));
}

function typedToken(token) {
  const [target, label] = token.split("|");
  const group = /^!subteam\^(.+)$/.exec(target)?.[1];
  if (target.startsWith("@")) return `@${person(target.slice(1))?.name ?? label ?? target.slice(1)}`;
  if (target.startsWith("#")) return `#${channelName(target.slice(1)) ?? label ?? target.slice(1)}`;
  if (group) return `@${state.world.usergroups.find((one) => one.id === group)?.handle ?? label ?? group}`;
  if (/^!(?:here|channel|everyone)$/.test(target)) return `@${target.slice(1)}`;
  return target.startsWith("!") ? undefined : (label ?? target);
}

const channelName = (id) => state.world.channels.find((one) => one.id === id)?.name;
