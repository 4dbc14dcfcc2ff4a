/** A small window to choose an emoji in: the usual ones at once, all others by name. */

import { byId, el, freshId } from "./dom.js";
import { emojiFor, emojiLike } from "./emoji.js";
import { placeBeside } from "./popup.js";
import { word } from "./words.js";

const USUAL =
  "+1 heart tada eyes white_check_mark pray rocket joy clap fire sparkles star bulb thinking_face wave raised_hands " +
  "100 muscle coffee memo calendar warning x question";
const COLUMNS = 8;
const MOST = 64;

let open = null;

/** Opens the window beside `button`; `pick(name)` runs once at most. */
export function openEmojiPicker(button, pick) {
  close();
  open = new EmojiPicker(button, pick);
}

function close() {
  const { button, node } = open ?? {};
  open = null;
  if (!node) return;
  const inside = node.contains(document.activeElement);
  node.remove();
  if (inside) button.focus();
}

class EmojiPicker {
  constructor(button, pick) {
    Object.assign(this, { button, pick, at: 0, names: [] });
    const id = freshId("emoji");
    this.input = el("input", {
      class: "input",
      type: "text",
      role: "combobox",
      autocomplete: "off",
      placeholder: word("find-emoji"),
      "aria-label": word("find-emoji"),
      "aria-autocomplete": "list",
      "aria-expanded": "true",
      "aria-controls": id,
      oninput: () => this.look(),
      onkeydown: (event) => this.key(event),
    });
    this.list = el("ul", { id, class: "emoji-list", role: "listbox", "aria-label": word("emoji") });
    this.name = el("p", { class: "emoji-name soft" });
    this.node = el(
      "div",
      { class: "emoji-picker options", popover: "manual", "data-testid": "emoji-picker" },
      this.input,
      this.list,
      this.name,
    );
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    byId("dialogs").append(this.node);
    this.node.showPopover();
    this.look();
    placeBeside(this.node, button);
    this.input.focus();
  }

  look() {
    const typed = this.input.value.trim();
    this.names = typed ? emojiLike(typed, MOST) : USUAL.split(" ").map((name) => [name, emojiFor(name)]);
    this.at = 0;
    this.list.replaceChildren(...this.names.map(([name, sign], index) => this.choice(name, sign, index)));
    this.mark();
  }

  choice(name, sign, index) {
    return el(
      "li",
      {
        id: `${this.list.id}-${index}`,
        role: "option",
        "aria-label": name.replaceAll("_", " "),
        onclick: () => this.take(name),
        onpointermove: () => this.move(index),
      },
      sign,
    );
  }

  move(to) {
    if (to === this.at || !this.names[to]) return;
    this.at = to;
    this.mark();
  }

  mark() {
    const rows = [...this.list.children];
    rows.forEach((row, index) => {
      row.classList.toggle("at", index === this.at);
      row.setAttribute("aria-selected", String(index === this.at));
    });
    const row = rows[this.at];
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.input.setAttribute("aria-activedescendant", row.id);
    else this.input.removeAttribute("aria-activedescendant");
    this.name.textContent = row ? `:${this.names[this.at][0]}:` : word("nothing-found");
  }

  key(event) {
    const empty = this.input.value === "";
    const step = { ArrowDown: COLUMNS, ArrowUp: -COLUMNS, ...(empty && { ArrowRight: 1, ArrowLeft: -1 }) }[event.key];
    if (step) this.move(this.at + step);
    else if (event.key === "Enter" && this.names[this.at]) this.take(this.names[this.at][0]);
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  take(name) {
    close();
    this.pick(name);
  }
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.node.contains(event.target)) close();
});
window.addEventListener("resize", close);
