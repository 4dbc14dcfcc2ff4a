/** A field that searches in a list: one choice or several, with the chosen ones as chips. Keyboard first. */

import { el, freshId, icon } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { placeBeside } from "./popup.js";
import { entriesFor } from "./sources.js";
import { word } from "./words.js";

const SEARCH_PAUSE = 150; // milliseconds of silence before the bot is asked for options
const FEWEST_LETTERS = 3; // Slack's default before it asks the bot

/** Draws a picker; see controls.js for `field`, which also has {many, chosen, changed(entries)}. */
export function picker(element, field) {
  return new Picker(element, field).node;
}

class Picker {
  constructor(element, field) {
    Object.assign(this, { element, field, chosen: field.chosen, entries: [], at: -1, asked: 0 });
    const listId = freshId("list");
    this.input = el("input", {
      type: "text",
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": listId,
      "data-action": element.action_id,
      ...field.attributes,
      oninput: () => this.look(),
      onkeydown: (event) => this.key(event),
      onfocus: () => this.input.select(),
      onclick: () => this.look(true),
      onblur: () => this.leave(),
    });
    this.list = el("ul", {
      id: listId,
      class: "options",
      role: "listbox",
      popover: "manual",
      "aria-label": word("choices"),
      "aria-multiselectable": field.many ? "true" : undefined,
    });
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.chips = el("span", { class: "chips" });
    this.node = el("div", { class: "input picker" }, this.chips, this.input, icon("chevron", "small"), this.list);
    this.node.addEventListener("pointerdown", (event) => {
      if (event.target !== this.node) return;
      event.preventDefault();
      this.input.focus();
      this.look(true);
    });
    this.follow = (event) => event.target !== this.list && placeBeside(this.list, this.node, true);
    this.draw();
  }

  draw() {
    const { many } = this.field;
    this.input.placeholder = this.chosen.length ? "" : plain(this.element.placeholder?.text ?? word("choose"));
    if (!many) this.input.value = this.chosen[0]?.label ?? "";
    this.chips.replaceChildren(
      ...(many ? this.chosen.map((entry) => this.chip(entry)) : this.chosen.length ? [this.clearing()] : []),
    );
  }

  chip(entry) {
    const remove = () => this.choose(this.chosen.filter((one) => one.key !== entry.key));
    const button = el(
      "button",
      { type: "button", class: "chip-x", "aria-label": word("remove", { name: entry.label }), onclick: remove },
      icon("x", "small"),
    );
    return el("span", { class: "chip" }, entry.label, button);
  }

  clearing() {
    const clear = () => this.choose([]);
    return el(
      "button",
      { type: "button", class: "chip-x alone", "aria-label": word("clear"), onclick: clear },
      icon("x", "small"),
    );
  }

  choose(chosen) {
    this.chosen = chosen;
    this.draw();
    this.input.focus();
    this.field.changed(chosen);
  }

  /** Looks for what was typed; `all` ignores the text that shows the present choice. */
  async look(all = false) {
    const external = this.element.type.includes("external");
    const typed = all && !this.field.many ? "" : this.input.value;
    const fewest = this.element.min_query_length ?? FEWEST_LETTERS;
    this.asked += 1;
    const mine = this.asked;
    if (external && [...typed].length < fewest) return this.show([], word("type-more", { count: fewest }));
    if (external) {
      this.show([], word("looking"));
      await new Promise((resolve) => setTimeout(resolve, SEARCH_PAUSE));
      if (mine !== this.asked) return undefined;
    }
    const entries = await entriesFor(this.element, this.field, typed).catch(() => null);
    if (mine !== this.asked) return undefined;
    return this.show(entries ?? [], word(entries ? "nothing-found" : "no-options"));
  }

  show(entries, otherwise) {
    this.entries = entries;
    this.at = Math.max(
      0,
      entries.findIndex((entry) => this.has(entry)),
    );
    this.list.replaceChildren(
      ...this.rows(),
      ...(entries.length ? [] : [el("li", { class: "nothing soft", role: "presentation" }, otherwise)]),
    );
    if (!this.list.matches(":popover-open")) this.list.showPopover();
    document.addEventListener("scroll", this.follow, true);
    this.input.setAttribute("aria-expanded", "true");
    placeBeside(this.list, this.node, true);
    this.mark();
  }

  rows() {
    let group;
    return this.entries.flatMap((entry, index) => {
      const title =
        entry.group !== group && entry.group
          ? [el("li", { class: "options-group", role: "presentation" }, entry.group)]
          : [];
      group = entry.group;
      return [...title, this.row(entry, index)];
    });
  }

  row(entry, index) {
    return el(
      "li",
      {
        id: `${this.list.id}-${index}`,
        role: "option",
        class: "option",
        "aria-label": entry.label,
        "aria-selected": String(this.has(entry)),
        onclick: () => this.pick(entry),
      },
      entry.person && avatar(entry.key, entry.label, "tiny"),
      el("span", { class: "option-text" }, entry.label, entry.detail && el("span", { class: "soft" }, entry.detail)),
      this.has(entry) && icon("check", "small"),
    );
  }

  has(entry) {
    return this.chosen.some((one) => one.key === entry.key);
  }

  pick(entry) {
    const { many } = this.field;
    const most = this.element.max_selected_items ?? Infinity;
    if (!many) this.choose([entry]);
    else if (this.has(entry)) this.choose(this.chosen.filter((one) => one.key !== entry.key));
    else if (this.chosen.length < most) this.choose([...this.chosen, entry]);
    if (many) this.input.value = "";
    this.hide();
  }

  mark() {
    const rows = [...this.list.querySelectorAll("[role=option]")];
    rows.forEach((row, index) => row.classList.toggle("at", index === this.at));
    rows[this.at]?.scrollIntoView({ block: "nearest" });
    if (rows[this.at]) this.input.setAttribute("aria-activedescendant", rows[this.at].id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    const open = this.list.matches(":popover-open");
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !open) this.look(true);
    else if (step && this.entries.length) {
      this.at = (this.at + step + this.entries.length) % this.entries.length;
      this.mark();
    } else if (event.key === "Enter" && open && this.entries[this.at]) this.pick(this.entries[this.at]);
    else if (event.key === "Escape" && open) this.hide();
    else if (event.key === "Backspace" && this.field.many && !this.input.value && this.chosen.length)
      this.choose(this.chosen.slice(0, -1));
    else if (event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
  }

  hide() {
    this.asked += 1;
    document.removeEventListener("scroll", this.follow, true);
    if (this.list.matches(":popover-open")) this.list.hidePopover();
    this.list.replaceChildren();
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  leave() {
    this.hide();
    this.input.value = this.field.many ? "" : (this.chosen[0]?.label ?? "");
  }
}
