/** Who we act as: a button with the person, and a menu of all. */

import { byId, el, icon } from "./dom.js";
import { menuFor } from "./menu.js";
import { avatar, marksOf } from "./people.js";
import { go } from "./route.js";
import { me, onChange, state } from "./state.js";
import { word } from "./words.js";

const button = byId("person-switch");
let drawn = "";

onChange(() => {
  const person = me();
  const signature = JSON.stringify(person);
  if (!person || signature === drawn) return;
  drawn = signature;
  button.setAttribute("aria-label", word("acting-as", { name: person.real_name, title: detailOf(person) }));
  const marks = marksOf(person).map((mark) => el("span", { class: "tag" }, mark));
  button.replaceChildren(
    avatar(person.id, person.real_name),
    el(
      "span",
      { class: "person-text" },
      el("strong", {}, person.real_name),
      el("span", { class: "soft" }, person.title),
    ),
    ...marks,
    icon("chevron", "small"),
  );
});

menuFor(button, people, byId("acting-label").textContent.trim());

function people() {
  return state.world.people
    .filter((person) => !person.is_bot)
    .map((person) => ({
      label: person.real_name,
      detail: detailOf(person),
      before: avatar(person.id, person.real_name),
      checked: person.id === state.me,
      pick: () => go(person.id, state.place),
    }));
}

function detailOf(person) {
  return [person.title, ...marksOf(person)].filter(Boolean).join(" · ");
}
