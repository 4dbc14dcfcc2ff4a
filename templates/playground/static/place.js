/** The head of the middle: the name of the place we look at, and who is in it. */

import { byId, icon } from "./dom.js";
import { channel, onChange, state } from "./state.js";
import { word } from "./words.js";

let drawn = "";

onChange(() => {
  if (!state.view) return;
  const looks = describe();
  const signature = JSON.stringify(looks);
  if (signature === drawn) return;
  drawn = signature;
  byId("place-name").replaceChildren(icon(looks.icon), looks.name);
  byId("place-detail").textContent = looks.detail;
  byId("place-members").textContent = looks.members ?? "";
  byId("place-members").hidden = !looks.members;
});

function describe() {
  const { bot, channels } = state.world;
  const here = channel(state.place);
  if (!here)
    return {
      icon: "home",
      name: word("home-of", { name: bot.name }),
      detail: word(bot.connected ? "connected" : "not-connected"),
    };
  if (here.is_dm) return { icon: "star", name: bot.name, detail: word(bot.connected ? "connected" : "not-connected") };
  const known = channels.find((one) => one.id === here.id);
  const members = word("members", { count: known?.members.length ?? 0 });
  return {
    icon: here.is_private ? "lock" : "hash",
    name: here.name,
    detail: [known?.is_archived && word("archived"), known?.is_shared && word("shared")].filter(Boolean).join(" · "),
    members,
  };
}
