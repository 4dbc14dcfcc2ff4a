/** An input block: label, control, hint, error, and how many characters stand in it. */

import { act } from "./act.js";
import { control, isGroup } from "./controls.js";
import { el, freshId } from "./dom.js";
import { plain, textNodes } from "./mrkdwn.js";
import { slotOf, holdsValue } from "./values.js";
import { word } from "./words.js";

const TYPING_PAUSE = 300; // milliseconds after which dispatched typing is sent

/** Draws an input block with what stands in its field and, where there is one, the bot's error below it. */
export function inputBlock(block, surface) {
  const { element } = block;
  if (!holdsValue(element.type)) return el("p", { class: "unknown" }, word("unknown-block", { type: element.type }));
  const id = freshId("field");
  const error = surface.errors?.[block.block_id];
  const counter = el("span", { class: "counter soft", id: `${id}-count` });
  const group = isGroup(element.type);
  const node = control(element, fieldOf(block, surface, counter, attributesFor(block, id, error)));
  count(counter, element, surface.values.get(block, element));
  return el(
    "div",
    { class: error ? "field wrong" : "field", "data-testid": "field", "data-block": block.block_id },
    el(
      "div",
      { class: "field-head" },
      el(
        group ? "span" : "label",
        { id: `${id}-label`, for: group ? undefined : id, class: "label" },
        plain(block.label.text),
      ),
      block.optional && el("span", { class: "soft", id: `${id}-optional` }, word("optional")),
      counter,
    ),
    node,
    error && el("p", { class: "error", id: `${id}-error`, "data-testid": "field-error" }, error),
    block.hint && el("p", { class: "hint", id: `${id}-hint` }, textNodes(block.hint)),
  );
}

function attributesFor(block, id, error) {
  const described = [
    error && `${id}-error`,
    block.hint && `${id}-hint`,
    block.optional && `${id}-optional`,
    isCounted(block.element) && `${id}-count`,
  ].filter(Boolean);
  const group = isGroup(block.element.type);
  return {
    id,
    "aria-labelledby": group ? `${id}-label` : undefined,
    "aria-describedby": described.length ? described.join(" ") : undefined,
    "aria-invalid": error && !group ? "true" : undefined,
    "aria-required": block.optional || group ? undefined : "true",
    "data-focus": block.element.focus_on_load ? "true" : undefined,
  };
}

function fieldOf(block, surface, counter, attributes) {
  const { element } = block;
  const typed =
    element.type === "plain_text_input" || element.type.endsWith("_text_input") || element.type === "number_input";
  const on = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  let pause;
  const dispatch = (value) => act(surface, block, element, { [slotOf(element.type)]: value });
  return {
    surface,
    block,
    attributes,
    value: surface.values.get(block, element),
    changed(value) {
      surface.values.set(block, element, value);
      count(counter, element, value);
      if (!block.dispatch_action) return;
      clearTimeout(pause);
      if (!typed) dispatch(value);
      else if (on.includes("on_character_entered")) pause = setTimeout(() => dispatch(value), TYPING_PAUSE);
    },
    /** Whether Enter was for the bot, and does not send the form. */
    entered(value) {
      const asked = block.dispatch_action === true && on.includes("on_enter_pressed");
      if (asked) dispatch(value);
      return asked;
    },
  };
}

const isCounted = ({ type, max_length: most, min_length: least }) => type === "plain_text_input" && Boolean(most || least);

function count(counter, element, value) {
  if (!isCounted(element)) return;
  const { max_length: most, min_length: least = 0 } = element;
  const used = [...(value ?? "")].length;
  counter.textContent = most ? word("of-length", { used, most }) : word("at-least", { used, least });
  counter.classList.toggle("over", used > (most ?? Infinity));
}
