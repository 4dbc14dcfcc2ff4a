/**
 * One control for each element type that holds a value.
 *
 * A field is {surface, block, value, attributes, changed(value), entered?(value)}; `attributes` name and describe the control
 * for screen readers.
 */

import { boxes, select } from "./choices.js";
import { fileInput } from "./fileinput.js";
import { dateAndTime, line } from "./lines.js";
import { picker } from "./picker.js";
import { chosenFrom, valueOf } from "./sources.js";

const NATIVE = {
  email_text_input: "email",
  url_text_input: "url",
  number_input: "number",
  datepicker: "date",
  timepicker: "time",
};
const MANY = /^multi_/;

/** Whether this type is a group of controls, which share one name that no <label> can point at. */
export const isGroup = (type) => type === "checkboxes" || type === "radio_buttons" || type === "file_input";

/** The control of `element`. */
export function control(element, field) {
  const { type } = element;
  if (type === "plain_text_input" || type in NATIVE) return line(element, field, NATIVE[type] ?? "text");
  if (type === "file_input") return fileInput(element, field);
  if (type === "datetimepicker") return dateAndTime(element, field);
  if (type === "checkboxes" || type === "radio_buttons") return boxes(element, field);
  if (type === "static_select") return select(element, field);
  return picked(element, field);
}

function picked(element, field) {
  const many = MANY.test(element.type);
  const held = many ? field.value : [field.value].filter((value) => value !== null);
  const changed = (entries) => field.changed(many ? entries.map(valueOf) : entries.length ? valueOf(entries[0]) : null);
  return picker(element, { ...field, many, chosen: held.map((value) => chosenFrom(element, value)), changed });
}
