/** Elements a person presses at once: in messages, on Home, in sections and actions of modals. */

import { act } from "./act.js";
import { el, icon } from "./dom.js";
import { control } from "./controls.js";
import { isSafe } from "./mentions.js";
import { menuFor } from "./menu.js";
import { plain, textNodes } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { holdsValue, slotOf } from "./values.js";
import { word } from "./words.js";

/** One element of a block; `labelledBy` is the id of the text that stands beside it. */
export function element(one, block, surface, labelledBy) {
  if (one.type === "button") return button(one, block, surface);
  if (one.type === "overflow") return overflow(one, block, surface);
  if (one.type === "image") return picture(one, "thumb");
  if (holdsValue(one.type)) return choice(one, block, surface, labelledBy);
  return el("span", { class: "unknown" }, word("unknown-block", { type: one.type }));
}

function button(one, block, surface) {
  const kind = { primary: "primary", danger: "danger" }[one.style] ?? "";
  const node = el(
    "button",
    { type: "button", class: `button ${kind}`, "data-action": one.action_id, "aria-label": one.accessibility_label },
    textNodes(one.text),
    one.url && icon("out", "small"),
  );
  node.addEventListener("click", async () => {
    if (node.getAttribute("aria-busy")) return;
    node.setAttribute("aria-busy", "true");
    if (one.url) follow(one.url);
    await act(surface, block, one, one.value === undefined ? {} : { value: one.value });
    node.removeAttribute("aria-busy");
  });
  return node;
}

function follow(url) {
  if (isSafe(url)) window.open(url, "_blank", "noopener");
}

function overflow(one, block, surface) {
  const node = el(
    "button",
    {
      type: "button",
      class: "button",
      "data-action": one.action_id,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-label": word("more"),
    },
    icon("more"),
  );
  const entries = () =>
    one.options.map((option) => ({
      label: plain(option.text.text),
      detail: option.description && plain(option.description.text),
      pick: () => {
        if (option.url) follow(option.url);
        act(surface, block, one, { selected_option: option });
      },
    }));
  menuFor(node, entries, word("more"));
  return el("span", { class: "overflow" }, node);
}

/** A select, picker or group of boxes that tells the bot at every change. */
function choice(one, block, surface, labelledBy) {
  const holder = el("div", { class: `choice ${one.type}`, "data-action": one.action_id });
  const draw = () => {
    const field = {
      surface,
      block,
      value: surface.values.get(block, one),
      attributes: labelledBy
        ? { "aria-labelledby": labelledBy }
        : { "aria-label": plain(one.placeholder?.text ?? word(nameFor(one.type))) },
      changed,
    };
    holder.replaceChildren(control(one, field));
  };
  const changed = async (value) => {
    const before = surface.values.get(block, one);
    surface.values.set(block, one, value);
    if (await act(surface, block, one, { [slotOf(one.type)]: value })) return;
    surface.values.set(block, one, before);
    draw();
  };
  draw();
  return holder;
}

const nameFor = (type) =>
  ({ datepicker: "a-date", timepicker: "a-time", datetimepicker: "a-date-and-time" })[type] ?? "a-choice";
