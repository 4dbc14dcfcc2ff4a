/** The stack of modals the bot opened for us: the top one is shown, the others wait with what was typed in them. */

import { api } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { byId, piece } from "./dom.js";
import { failed, refresh } from "./live.js";
import { textNodes } from "./mrkdwn.js";
import { draw as drawNotice, say } from "./notice.js";
import { onChange, state } from "./state.js";
import { forget, valuesOf } from "./values.js";
import { word } from "./words.js";

const FIELD = ".modal-body :is(input:not([type=file]), textarea, select)";
const WANTS_FOCUS = ":is(input, textarea, select)[data-focus], [data-focus] :is(input:not([type=file]), button)";
const WRONG = ".wrong :is(input:not([type=file]), button)";

let shown = null; // {id, as, dialog, surface, answered: errors of the last submit, fresh, wrong: errors that had the focus}
let opener = null; // what had the focus before the first modal came

onChange(() => {
  if (!state.view) return;
  const stack = state.view.modals;
  const open = new Set(stack.map((modal) => keyOf(modal.id)));
  forget((key) => key.startsWith(keyOf("")) && !open.has(key));
  const top = stack.at(-1);
  if (shown && (shown.id !== top?.id || shown.as !== state.me)) take(stack.length === 0);
  if (top && !shown) put(top);
  if (top) draw(top);
});

const keyOf = (id) => `${state.me} view ${id}`;

function put(modal) {
  const dialog = piece("modal");
  if (!opener) opener = document.activeElement;
  shown = { id: modal.id, as: state.me, dialog, surface: {}, answered: {}, fresh: true };
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  for (const button of dialog.querySelectorAll(".modal-x, .modal-close")) button.addEventListener("click", close);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    close();
  });
  byId("dialogs").append(dialog);
  dialog.showModal();
  drawNotice();
}

function take(last) {
  shown.dialog.close();
  shown.dialog.remove();
  shown = null;
  drawNotice();
  if (!last) return;
  (opener?.isConnected && opener !== document.body ? opener : byId("composer")).focus();
  opener = null;
}

function draw(modal) {
  const { dialog } = shown;
  const { view } = modal;
  const errors = { ...modal.errors, ...shown.answered };
  Object.assign(shown.surface, {
    target: { view_id: modal.id },
    blocks: view.blocks,
    values: valuesOf(keyOf(modal.id)),
    errors,
  });
  const title = dialog.querySelector(".modal-title");
  title.replaceChildren(...textNodes(view.title));
  dialog.setAttribute("aria-label", title.textContent);
  drawBlocks(dialog.querySelector(".modal-body"), shown.surface);
  const submitting = dialog.querySelector(".modal-submit");
  submitting.hidden = !view.submit && !view.blocks.some((block) => block.type === "input");
  submitting.replaceChildren(...(view.submit ? textNodes(view.submit) : [word("submit")]));
  dialog
    .querySelector(".modal-close")
    .replaceChildren(...(view.close ? textNodes(view.close) : [word(submitting.hidden ? "close" : "cancel")]));
  focusFirst(errors);
}

function focusFirst(errors) {
  const { dialog } = shown;
  const wrong = JSON.stringify(errors);
  if (wrong !== "{}" && wrong !== shown.wrong)
    (dialog.querySelector("[aria-invalid=true]") ?? dialog.querySelector(WRONG))?.focus();
  else if (shown.fresh)
    (dialog.querySelector(WANTS_FOCUS) ?? dialog.querySelector(FIELD) ?? dialog.querySelector(".modal-title")).focus();
  shown.wrong = wrong;
  shown.fresh = false;
}

async function submit() {
  const { id, dialog, surface } = shown;
  const button = dialog.querySelector(".modal-submit");
  if (button.getAttribute("aria-busy") || button.hidden) return;
  button.setAttribute("aria-busy", "true");
  try {
    await surface.values.settled();
    const answer = await api.submit(state.me, id, surface.values.collect(surface.blocks));
    if (shown?.id === id) shown.answered = answer.errors ?? {};
    if (shown?.id === id) shown.wrong = undefined;
    const told = answer.ok || Object.keys(answer.errors ?? {}).length > 0;
    say(told ? "" : (answer.error ?? word("refused")));
  } catch (error) {
    failed(error);
  }
  button.removeAttribute("aria-busy");
  refresh();
}

async function close() {
  const { id } = shown;
  say("");
  try {
    await api.close(state.me, id);
  } catch (error) {
    failed(error);
  }
  refresh();
}
