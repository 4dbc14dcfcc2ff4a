/** Text, number and date fields, as the browser has them. */

import { el } from "./dom.js";
import { plain } from "./mrkdwn.js";
import { me } from "./state.js";
import { fromWall, toWall } from "./zones.js";

/** A field whose value is text: one line, many lines, an address, a number, a date or a time. */
export function line(element, field, type) {
  const many = element.multiline === true;
  const node = el(many ? "textarea" : "input", {
    class: "input",
    type: many ? undefined : type,
    rows: many ? "5" : undefined,
    step: type === "number" ? (element.is_decimal_allowed ? "any" : "1") : undefined,
    placeholder: element.placeholder && plain(element.placeholder.text),
    autocomplete: "off",
    "data-action": element.action_id,
    ...field.attributes,
  });
  node.value = field.value ?? "";
  node.addEventListener(type === "date" || type === "time" ? "change" : "input", () =>
    field.changed(node.value || null),
  );
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !many && !event.isComposing && field.entered?.(node.value || null)) event.preventDefault();
  });
  return node;
}

/** A moment: shown on the wall of the acting person's zone, held in Unix seconds. */
export function dateAndTime(element, field) {
  const zone = me()?.zone;
  const node = el("input", {
    class: "input",
    type: "datetime-local",
    "data-action": element.action_id,
    ...field.attributes,
  });
  if (field.value) node.value = toWall(new Date(field.value * 1000), zone);
  node.addEventListener("change", () => {
    const seconds = Math.round(fromWall(node.value, zone).getTime() / 1000);
    field.changed(Number.isNaN(seconds) ? null : seconds);
  });
  return el("div", { class: "with-zone" }, node, el("span", { class: "soft" }, zone));
}
