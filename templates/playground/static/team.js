/** The panel "People": everybody in the workspace, what they are, and somebody new. */

import { api } from "./api.js";
import { ask } from "./confirm.js";
import { el, icon, keyed } from "./dom.js";
import { menuFor } from "./menu.js";
import { attempt, closePanel, offer, openPanel, row } from "./panel.js";
import { avatar, marksOf } from "./people.js";
import { go } from "./route.js";
import { state } from "./state.js";
import { word } from "./words.js";

const PARTNER = "TPARTNER"; // the other organisation

export const showPeople = () => openPanel("people", begin, draw);

function begin(dialog) {
  dialog.querySelector("#person-kind").addEventListener("change", () => draw(dialog));
  dialog.querySelector("#add-person").addEventListener("submit", (event) => {
    event.preventDefault();
    add(dialog);
  });
}

function draw(dialog) {
  const people = state.world.people.filter((one) => !one.is_bot);
  const describe = (one) => ({ key: one.id, signature: JSON.stringify([one, state.me]) });
  keyed(dialog.querySelector("#people-list"), people, describe, personRow);
  const elsewhere = dialog.querySelector("#person-kind").value === "elsewhere";
  const channels = placesFor(elsewhere);
  const none = elsewhere ? [] : [["", word("no-channel")]];
  const select = dialog.querySelector("#person-channel");
  offer(select, [...channels.map((one) => [one.id, `#${one.name}`]), ...none]);
  select.disabled = elsewhere && !channels.length;
  const hint = dialog.querySelector("#person-hint");
  hint.hidden = !select.disabled;
  hint.textContent = select.disabled ? word("needs-shared") : "";
}

/** The channels that we can see, the one we look at first; people from elsewhere come into shared ones only. */
function placesFor(elsewhere) {
  const seen = new Set(state.view?.channels.map((one) => one.id));
  const fits = (one) => seen.has(one.id) && !one.is_archived && (!elsewhere || one.is_shared);
  return state.world.channels.filter(fits).sort((a, b) => (b.id === state.place) - (a.id === state.place));
}

function personRow(one) {
  const more = el(
    "button",
    {
      type: "button",
      class: "plain-button",
      "data-action": one.id,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": word("actions-for", { name: one.real_name }),
    },
    icon("more"),
  );
  menuFor(more, () => choices(one));
  return row({
    before: avatar(one.id, one.real_name),
    name: one.real_name,
    detail: one.title,
    tags: [...(one.id === state.me ? [word("that-is-you")] : []), ...marksOf(one)],
    doing: [el("div", { class: "panel-more" }, more)],
  });
}

function choices(one) {
  const change = (values) => attempt(() => api.changePerson(one.id, { as: state.me, ...values }));
  const act = () => {
    closePanel();
    go(one.id, state.place);
  };
  return [
    { label: word("act-as", { name: one.real_name }), pick: act },
    { label: word(one.is_guest ? "make-member" : "make-guest"), pick: () => change({ is_guest: !one.is_guest }) },
    one.deleted
      ? { label: word("reactivate"), pick: () => change({ deleted: false }) }
      : { label: word("deactivate"), pick: () => deactivate(one, change) },
  ];
}

async function deactivate(one, change) {
  if (await ask("deactivate", { name: one.real_name }, word("deactivate-yes"))) change({ deleted: true });
}

async function add(dialog) {
  const name = dialog.querySelector("#person-name");
  const kind = dialog.querySelector("#person-kind").value;
  const channel = dialog.querySelector("#person-channel").value;
  if (!name.value.trim()) return name.focus();
  const kinds = { guest: { is_guest: true }, elsewhere: { team_id: PARTNER } };
  const values = { as: state.me, name: name.value, channels: channel ? [channel] : [], ...kinds[kind] };
  if (await attempt(() => api.addPerson(values))) name.value = "";
  return name.focus();
}
