/** A field to write in: Enter sends, "/" completes commands and shows how they are used, files go along. */

import { api } from "./api.js";
import { commandOf, drawSuggestions, suggestions } from "./completion.js";
import { byId, el } from "./dom.js";
import { failed, refresh } from "./live.js";
import { say } from "./notice.js";
import { state } from "./state.js";
import { takeDrops, Uploads } from "./uploads.js";
import { word } from "./words.js";

/** The field called `id`; `where()` gives {key, channel, thread?, label} of what is written to, or null. */
export class Composer {
  #drafts = new Map(); // what was typed and chosen and not sent, by key
  #found = null;
  #at = 0;
  #here = null;

  constructor(id, where) {
    this.id = id;
    this.where = where;
    this.field = byId(id);
    this.form = byId(`${id}-form`);
    this.list = byId(`${id}-completion`);
    this.usage = byId(`${id}-usage`);
    this.#listen();
    this.#takeFiles();
  }

  /** Looks where we are, and brings what was typed there. */
  follow() {
    const here = this.where();
    this.form.hidden = !here;
    if (!here || here.key === this.#here?.key) return;
    if (this.#here) this.#draft().text = this.field.value;
    this.#here = here;
    this.field.value = this.#draft().text;
    this.field.placeholder = here.label;
    byId(`${this.id}-label`).textContent = here.label;
    byId(`${this.id}-uploads`).replaceChildren(this.#draft().uploads.node);
    this.#changed();
  }

  #draft(key = this.#here.key) {
    if (!this.#drafts.has(key)) this.#drafts.set(key, { text: "", uploads: new Uploads() });
    return this.#drafts.get(key);
  }

  #changed() {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight}px`;
    const writing = state.world && document.activeElement === this.field;
    this.#found = writing
      ? suggestions(this.field.value, this.field.selectionStart, Boolean(this.#here?.thread))
      : null;
    this.#at = 0;
    this.#draw();
  }

  #draw() {
    drawSuggestions(this.list, this.#found, this.#at, (index) => this.#pick(index));
    if (this.#found) this.field.setAttribute("aria-activedescendant", `${this.list.id}-${this.#at}`);
    else this.field.removeAttribute("aria-activedescendant");
    const command = this.#found || this.#here?.thread ? null : commandOf(this.field.value);
    this.usage.hidden = !command;
    this.usage.replaceChildren(...(command ? usageOf(command) : []));
  }

  #pick(index) {
    const { from, entries } = this.#found;
    const { insert } = entries[index];
    this.field.value = this.field.value.slice(0, from) + insert + this.field.value.slice(this.field.selectionStart);
    this.field.focus();
    this.field.setSelectionRange(from + insert.length, from + insert.length);
    this.#changed();
  }

  #listen() {
    const { field } = this;
    field.addEventListener("input", () => this.#changed());
    field.addEventListener("click", () => this.#changed());
    field.addEventListener("blur", () => this.#forget());
    field.addEventListener("keydown", (event) => this.#key(event));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
      field.focus();
    });
  }

  #takeFiles() {
    const chooser = byId(`${this.id}-files`);
    byId(`${this.id}-attach`).addEventListener("click", () => chooser.click());
    chooser.addEventListener("change", () => {
      this.#attach(chooser.files);
      chooser.value = "";
    });
    this.field.addEventListener("paste", (event) => {
      if (!event.clipboardData.files.length) return;
      event.preventDefault();
      this.#attach(event.clipboardData.files);
    });
    takeDrops(this.form, (files) => this.#attach(files));
  }

  #attach(files) {
    this.#draft().uploads.add(files);
    this.field.focus();
  }

  #forget() {
    this.#found = null;
    this.#draw();
  }

  /** Enter on a name that is already complete sends it; on a part of one it completes. */
  #completes() {
    if (!this.#found) return false;
    const { from, entries } = this.#found;
    return this.field.value.slice(from).trim() !== entries[this.#at].insert.trim();
  }

  #key(event) {
    if (event.isComposing) return;
    const found = this.#found;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found) {
      this.#at = (this.#at + step + found.entries.length) % found.entries.length;
      this.#draw();
    } else if (event.key === "Tab" && found && !event.shiftKey) this.#pick(this.#at);
    else if (event.key === "Escape" && found) {
      this.#forget();
      event.stopPropagation();
    } else if (event.key === "Enter" && !event.shiftKey) {
      if (this.#completes()) this.#pick(this.#at);
      else this.#send();
    } else return;
    event.preventDefault();
  }

  async #send() {
    const here = this.#here;
    const draft = this.#draft();
    const text = this.field.value.trim();
    if (!this.where() || draft.sending || (!text && draft.uploads.empty)) return;
    draft.sending = true;
    this.field.value = "";
    this.#changed();
    const done = await this.#sent(here, text, draft.uploads);
    draft.sending = false;
    if (done) draft.uploads.clear();
    else this.#giveBack(here.key, text);
  }

  async #sent(here, text, uploads) {
    const as = state.me;
    try {
      if (!(await uploads.settled())) {
        say(word("not-uploaded"));
        return false;
      }
      const files = uploads.ids.length ? uploads.ids : undefined;
      const answer = await api.type(as, here.channel, { text, files, thread_ts: here.thread });
      await refresh();
      say(answer.ok ? "" : (answer.error ?? word("refused")));
      return answer.ok;
    } catch (error) {
      failed(error);
      return false;
    }
  }

  /** What could not be sent comes back, unless something else stands there by now. */
  #giveBack(key, text) {
    if (this.#here.key !== key) this.#draft(key).text = text;
    else if (!this.field.value) {
      this.field.value = text;
      this.#changed();
    }
  }
}

const usageOf = (command) => [
  el("strong", {}, command.command),
  " ",
  el("span", { class: "hint-text" }, command.usage_hint ?? ""),
  el("span", { class: "soft" }, command.description),
];
