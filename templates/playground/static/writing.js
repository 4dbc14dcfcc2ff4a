/** The field below the channel, and the app's global shortcuts beside it. */

import { attempt } from "./act.js";
import { api } from "./api.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { menuFor } from "./menu.js";
import { avatar } from "./people.js";
import { channel, onChange, state } from "./state.js";
import { word } from "./words.js";

const composer = new Composer("composer", () => {
  const here = channel(state.place);
  if (!here) return null;
  const place = here.is_dm ? state.world.bot.name : `#${here.name}`;
  return { key: `${state.me} ${state.place}`, channel: here.id, label: word("write-to", { place }) };
});
const button = byId("composer-shortcuts");

onChange(() => {
  if (!state.view) return;
  composer.follow();
  button.hidden = shortcuts().length === 0;
});
menuFor(button, entries, button.getAttribute("aria-label"));

const shortcuts = () =>
  (state.world.shortcuts ?? []).filter((one) => one.type === "global");

function entries() {
  const { bot } = state.world;
  return shortcuts().map((one) => ({
    label: one.name,
    detail: one.description,
    before: avatar(bot.user_id, bot.name, "small"),
    pick: () => attempt(api.shortcut(state.me, one.callback_id)),
  }));
}
