/** The file field of a modal: choose or drop files, see them arrive, take one back. */

import { el, icon } from "./dom.js";
import { takeDrops, Uploads } from "./uploads.js";
import { word } from "./words.js";

const MOST = 10; // Slack's default

/** Draws a file_input; what was uploaded outlives a redraw, see Values.kept(). */
export function fileInput(element, field) {
  const most = element.max_files ?? MOST;
  const uploads = field.surface.values.kept(field.block, element, () => new Uploads());
  const chooser = el("input", {
    type: "file",
    class: "hidden",
    tabindex: "-1",
    "aria-hidden": "true",
    multiple: most > 1,
    accept: element.filetypes?.map((type) => `.${type}`).join(","),
  });
  const button = el(
    "button",
    {
      type: "button",
      class: "button",
      "data-action": element.action_id,
      "aria-describedby": field.attributes["aria-describedby"],
    },
    icon("clip", "small"),
    word(most > 1 ? "choose-files" : "choose-file"),
  );
  const area = el(
    "div",
    { class: "file-field", role: "group", ...field.attributes },
    uploads.node,
    el("div", { class: "file-choose" }, button, el("span", { class: "soft" }, word("or-drop"))),
    chooser,
  );
  const arrived = () => {
    button.disabled = uploads.items.length >= most;
    field.changed(uploads.ids);
  };
  uploads.changed = arrived;
  uploads.objection = (file) => objection(file, element, uploads.items.length >= most && most);
  button.disabled = uploads.items.length >= most;
  const add = (files) => {
    uploads.add(files);
    button.disabled = uploads.items.length >= most;
  };
  button.addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    add(chooser.files);
    chooser.value = "";
  });
  takeDrops(area, add);
  return area;
}

/** Why Slack's window would not take this file. */
function objection(file, element, full) {
  if (full) return word("too-many-files", { most: full });
  const types = element.filetypes ?? [];
  const type = file.name.split(".").at(-1).toLowerCase();
  return types.length && !types.includes(type) ? word("wrong-file-type", { types: types.join(", ") }) : "";
}
