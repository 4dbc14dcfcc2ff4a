/** The panel "Channels": those one can see or join, and a new one. */

import { api } from "./api.js";
import { el, icon, keyed } from "./dom.js";
import { attempt, closePanel, openPanel, row } from "./panel.js";
import { go } from "./route.js";
import { state } from "./state.js";
import { word } from "./words.js";

export const showChannels = () => openPanel("channels", begin, draw);

function begin(dialog) {
  dialog.querySelector("#channel-app-label").textContent = word("invite-app", { name: state.world.bot.name });
  dialog.querySelector("#add-channel").addEventListener("submit", (event) => {
    event.preventDefault();
    make(dialog);
  });
}

function draw(dialog) {
  const visible = state.world.channels.filter((one) => !one.is_private || isIn(one));
  const describe = (one) => ({ key: one.id, signature: JSON.stringify([one, state.me]) });
  keyed(dialog.querySelector("#channels-list"), visible, describe, channelRow);
}

const isIn = (channel) => channel.members.includes(state.me);

function channelRow(one) {
  const label = word(isIn(one) ? "open" : "join");
  const pick = () => (isIn(one) ? visit(one.id) : join(one.id));
  return row({
    before: icon(one.is_private ? "lock" : "hash"),
    name: one.name,
    detail: word("members", { count: one.members.length }),
    tags: [one.is_archived && word("archived"), one.is_shared && word("shared")].filter(Boolean),
    doing: [
      el(
        "button",
        { type: "button", class: "button", "data-action": one.id, "aria-label": `${label}: #${one.name}`, onclick: pick },
        label,
      ),
    ],
  });
}

function visit(id) {
  closePanel();
  go(state.me, id);
}

async function join(id) {
  if (await attempt(() => api.changeChannel(id, { as: state.me, join: [state.me] }))) visit(id);
}

async function make(dialog) {
  const name = dialog.querySelector("#channel-name");
  const is = (box) => dialog.querySelector(`#channel-${box}`).checked;
  const wanted = name.value.trim().replace(/^#/, "").toLowerCase().replace(/\s+/g, "-");
  if (!wanted) return name.focus();
  let made = "";
  const members = [state.me, ...(is("app") ? [state.world.bot.user_id] : [])];
  const values = { as: state.me, name: wanted, members, is_private: is("private"), is_shared: is("shared") };
  const done = await attempt(async () => {
    const answer = await api.addChannel(values);
    made = answer.id;
    return answer;
  });
  return done ? visit(made) : name.focus();
}
