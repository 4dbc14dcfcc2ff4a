/** A panel slides in from the right, one at a time; it redraws with every change until it is closed. */

import { byId, el, piece } from "./dom.js";
import { failed, refresh } from "./live.js";
import { onChange } from "./state.js";
import { word } from "./words.js";

let open = null; // {dialog, draw}

onChange(() => open?.draw());

/** Shows the panel called `name`: `begin(dialog)` runs once, `draw(dialog)` now and at every change. */
export function openPanel(name, begin, draw) {
  closePanel();
  const dialog = piece(`${name}-panel`);
  open = { dialog, draw: () => draw(dialog) };
  dialog.querySelector(".panel-x").addEventListener("click", closePanel);
  dialog.addEventListener("click", (event) => event.target === dialog && closePanel());
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (open?.dialog === dialog) open = null;
  });
  byId("dialogs").append(dialog);
  dialog.showModal();
  begin(dialog);
  open?.draw();
  dialog.querySelector(".panel-title").focus();
}

/** Closes the panel, if one is open; the focus goes back to where it was. */
export function closePanel() {
  open?.dialog.close();
}

/** Does something and shows in the panel why it could not be done; answers whether it was. */
export async function attempt(doing) {
  try {
    const answer = await doing();
    complain(answer.ok ? "" : (answer.error ?? word("refused")));
    await refresh();
    return answer.ok;
  } catch (error) {
    failed(error);
    return false;
  }
}

/** Says in the open panel what is wrong; "" takes it away. */
export function complain(text) {
  const alert = open?.dialog.querySelector(".panel-alert");
  if (!alert) return;
  alert.textContent = text;
  alert.hidden = !text;
}

/** A line of a panel's list: a picture, a name with what is said of it, and what can be done. */
export function row({ before, name, detail, tags = [], doing = [] }) {
  return el(
    "li",
    { class: "panel-row" },
    before,
    el(
      "div",
      { class: "panel-text" },
      el("strong", {}, name),
      tags.map((tag) => el("span", { class: "tag" }, tag)),
      detail && el("span", { class: "soft" }, detail),
    ),
    ...doing,
  );
}

const offered = new WeakMap();

/** Makes `select` offer [[value, label], …] and keeps what is chosen there. */
export function offer(select, pairs) {
  const signature = JSON.stringify(pairs);
  if (offered.get(select) === signature) return;
  offered.set(select, signature);
  const { value } = select;
  const chosen = select.options.length > 0;
  select.replaceChildren(...pairs.map(([one, label]) => el("option", { value: one }, label)));
  if (chosen && pairs.some(([one]) => one === value)) select.value = value;
}
