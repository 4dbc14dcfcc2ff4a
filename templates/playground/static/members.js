/** The panel "People here": who is in the channel, who may come, and whether it is archived. */

import { api } from "./api.js";
import { ask } from "./confirm.js";
import { byId, el, icon, keyed } from "./dom.js";
import { attempt, closePanel, offer, openPanel, row } from "./panel.js";
import { avatar, marksOf } from "./people.js";
import { person, state } from "./state.js";
import { word } from "./words.js";

let shown = ""; // the channel of the panel

byId("place-members").addEventListener("click", () => {
  shown = state.place;
  openPanel("members", begin, draw);
});

const here = () => state.world.channels.find((one) => one.id === shown);
const isApp = (id) => id === state.world.bot.user_id;
const nameOf = (id) => (isApp(id) ? state.world.bot.name : (person(id)?.real_name ?? id));
const change = (values) => attempt(() => api.changeChannel(shown, { as: state.me, ...values }));

function begin(dialog) {
  dialog.querySelector("#archive").addEventListener("click", archive);
  dialog.querySelector("#invite").addEventListener("submit", (event) => {
    event.preventDefault();
    const who = dialog.querySelector("#invite-who").value;
    if (who) change({ join: [who] });
  });
}

function draw(dialog) {
  const channel = here();
  if (!channel || !state.view?.channels.some((one) => one.id === shown)) return closePanel();
  dialog.querySelector("#members-of").replaceChildren(icon(channel.is_private ? "lock" : "hash", "small"), channel.name);
  keyed(dialog.querySelector("#members-list"), channel.members, describe, memberRow);
  const { bot, people } = state.world;
  const absent = people
    .filter((one) => !one.deleted && !channel.members.includes(one.id))
    .map((one) => [one.id, one.real_name]);
  if (!channel.members.includes(bot.user_id)) absent.unshift([bot.user_id, bot.name]);
  offer(dialog.querySelector("#invite-who"), absent);
  dialog.querySelector("#invite").hidden = !absent.length || channel.is_archived;
  dialog.querySelector("#archive").textContent = word(channel.is_archived ? "unarchive" : "archive");
  dialog.querySelector("#archive").classList.toggle("danger", !channel.is_archived);
  return dialog;
}

function describe(id) {
  return { key: id, signature: JSON.stringify([person(id), state.me, here().is_archived]) };
}

function memberRow(id) {
  const one = person(id);
  const mine = id === state.me;
  const label = word(mine ? "leave" : "remove-one");
  const leave = el(
    "button",
    { type: "button", class: "button", "data-action": id, "aria-label": `${label}: ${nameOf(id)}`, onclick: () => leaving(id) },
    label,
  );
  return row({
    before: avatar(id, nameOf(id)),
    name: nameOf(id),
    detail: one?.title,
    tags: isApp(id) ? [word("app")] : [...(mine ? [word("that-is-you")] : []), ...(one ? marksOf(one) : [])],
    doing: here().is_archived ? [] : [leave],
  });
}

async function leaving(id) {
  const { name, is_private } = here();
  if (isApp(id) && !(await ask("remove-app", { name: nameOf(id) }, word("remove-one")))) return;
  if (id === state.me && is_private && !(await ask("leave", { name }, word("leave")))) return;
  change({ leave: [id] });
}

async function archive() {
  const { name, is_archived } = here();
  if (is_archived || (await ask("archive", { name }, word("archive")))) change({ is_archived: !is_archived });
}
