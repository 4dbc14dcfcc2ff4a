/** The small question before a press that its bot wants confirmed. */

import { byId, el, piece } from "./dom.js";
import { textNodes } from "./mrkdwn.js";
import { word } from "./words.js";

/** Asks with Slack's confirm object; answers whether the person said yes. */
export function confirmed(confirm) {
  const dialog = piece("confirm");
  const yes = dialog.querySelector(".ask-yes");
  const no = dialog.querySelector(".ask-no");
  dialog.querySelector(".modal-title").append(...textNodes(confirm.title));
  dialog.querySelector(".modal-body").append(el("div", { class: "text" }, textNodes(confirm.text)));
  yes.append(...labelled(confirm.confirm, "yes"));
  no.append(...labelled(confirm.deny, "no"));
  yes.classList.toggle("danger", confirm.style === "danger");
  return asked(dialog, yes, no, confirm.style === "danger" ? no : yes);
}

/** Asks a question of our own: the words `name-title` and `name-text`, and `yes` on a red button. */
export function ask(name, places, yes) {
  const plain = (text) => ({ type: "plain_text", text });
  return confirmed({
    title: plain(word(`${name}-title`, places)),
    text: plain(word(`${name}-text`, places)),
    confirm: plain(yes),
    deny: plain(word("cancel")),
    style: "danger",
  });
}

const labelled = (text, otherwise) => (text ? textNodes(text) : [word(otherwise)]);

function asked(dialog, yes, no, first) {
  dialog.setAttribute("aria-label", dialog.querySelector(".modal-title").textContent);
  byId("dialogs").append(dialog);
  dialog.showModal();
  first.focus();
  return new Promise((resolve) => {
    yes.addEventListener("click", () => dialog.close("yes"));
    no.addEventListener("click", () => dialog.close("no"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}
