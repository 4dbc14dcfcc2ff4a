/** Choices among a few: the browser's select, checkboxes and radio buttons. */

import { el, freshId } from "./dom.js";
import { plain, textNodes } from "./mrkdwn.js";
import { optionsOf } from "./values.js";
import { word } from "./words.js";

/** A single choice among options that are known. */
export function select(element, field) {
  const option = (one) =>
    el("option", { value: one.value, selected: one.value === field.value?.value }, nameOf(one));
  const groups = (element.option_groups ?? []).map((group) =>
    el("optgroup", { label: plain(group.label.text) }, group.options.map(option)),
  );
  const nothing = el("option", { value: "" }, plain(element.placeholder?.text ?? word("choose")));
  const node = el(
    "select",
    { class: "input", "data-action": element.action_id, ...field.attributes },
    nothing,
    (element.options ?? []).map(option),
    groups,
  );
  node.addEventListener("change", () => field.changed(optionsOf(element)[node.selectedIndex - 1] ?? null));
  return node;
}

/** The browser's list has one line for an option, so what describes it stands behind its name. */
const nameOf = ({ text, description }) =>
  [text, description].map((part) => plain(part?.text ?? "")).filter(Boolean).join(" · ");

/** Checkboxes or radio buttons, each with its own label and description. */
export function boxes(element, field) {
  const many = element.type === "checkboxes";
  const name = freshId("boxes");
  const held = new Set((many ? field.value : [field.value]).filter(Boolean).map((one) => one.value));
  const inputs = element.options.map((option, index) =>
    el("input", {
      type: many ? "checkbox" : "radio",
      name,
      value: option.value,
      checked: held.has(option.value),
      "aria-describedby": option.description && `${name}-${index}`,
    }),
  );
  const group = el(
    "div",
    { class: "boxes", role: many ? "group" : "radiogroup", "data-action": element.action_id, ...field.attributes },
    element.options.map((option, index) => box(option, inputs[index], `${name}-${index}`)),
  );
  group.addEventListener("change", () => {
    const chosen = element.options.filter((option, index) => inputs[index].checked);
    field.changed(many ? chosen : (chosen[0] ?? null));
  });
  return group;
}

function box(option, input, id) {
  const detail = option.description && el("span", { class: "soft detail", id }, textNodes(option.description));
  return el(
    "div",
    { class: "box" },
    el("label", { class: "check" }, input, el("span", {}, textNodes(option.text))),
    detail,
  );
}
