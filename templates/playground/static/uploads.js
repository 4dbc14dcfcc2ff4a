/** Files on their way to the playground and those that have arrived, as a list that shows how far each one is. */

import { api } from "./api.js";
import { el, icon } from "./dom.js";
import { sizeOf } from "./files.js";
import { failed } from "./live.js";
import { state } from "./state.js";
import { word } from "./words.js";

/** One such list. `changed()` runs when a file has arrived or gone; `objection(file)` says why one is not taken. */
export class Uploads {
  constructor({ changed = () => {}, objection = () => "" } = {}) {
    Object.assign(this, { changed, objection, items: [] });
    this.node = el("ul", { class: "uploads", "aria-label": word("files"), "aria-live": "polite" });
  }

  /** The ids of what has arrived. */
  get ids() {
    return this.items.filter((item) => item.id).map((item) => item.id);
  }

  get empty() {
    return this.items.length === 0;
  }

  add(files) {
    for (const file of files) this.#begin(file);
  }

  /** Resolves when nothing is on its way any more: true where everything has arrived. */
  async settled() {
    await Promise.all(this.items.map((item) => item.done));
    return this.items.every((item) => item.id);
  }

  clear() {
    for (const item of this.items) item.stop?.();
    this.items = [];
    this.node.replaceChildren();
  }

  #begin(file) {
    const item = { file, bar: el("progress", { max: "1", value: "0", "aria-label": file.name }) };
    item.detail = el("span", { class: "soft" }, sizeOf(file.size));
    item.node = el(
      "li",
      { class: "upload", "data-testid": "upload" },
      icon(file.type.startsWith("image/") ? "picture" : "file"),
      el("span", { class: "file-text" }, el("strong", {}, file.name), item.detail),
      item.bar,
      this.#removing(item),
    );
    this.node.append(item.node);
    const objection = this.objection(file);
    this.items.push(item);
    if (objection) this.#fail(item, objection);
    else item.done = this.#send(item);
  }

  #removing(item) {
    const remove = () => {
      item.stop?.();
      this.items = this.items.filter((one) => one !== item);
      item.node.remove();
      this.changed();
    };
    const label = word("remove", { name: item.file.name });
    return el("button", { type: "button", class: "plain-button", "aria-label": label, onclick: remove }, icon("x", "small"));
  }

  async #send(item) {
    const sending = api.upload(state.me, item.file, (share) => {
      item.bar.value = share;
    });
    item.stop = sending.stop;
    try {
      const answer = await sending.answer;
      if (!answer.ok) return this.#fail(item, answer.error ?? word("refused"));
      item.id = answer.file.id;
      item.bar.remove();
      item.node.classList.add("arrived");
    } catch (error) {
      this.#fail(item, word("not-uploaded"));
      failed(error);
    }
    return this.changed();
  }

  #fail(item, why) {
    item.bar.remove();
    item.node.classList.add("wrong");
    item.detail.textContent = why;
  }
}

/** Lets files be dropped on `node`; it looks different while they hover over it. */
export function takeDrops(node, take) {
  const over = (event, on) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    node.classList.toggle("dropping", on);
  };
  node.addEventListener("dragover", (event) => over(event, true));
  node.addEventListener("dragleave", (event) => over(event, false));
  node.addEventListener("drop", (event) => {
    over(event, false);
    if (event.dataTransfer?.files.length) take(event.dataTransfer.files);
  });
}
