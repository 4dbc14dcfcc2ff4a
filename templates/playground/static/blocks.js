/** Block Kit as DOM nodes: one function a block type. */

import { el, freshId, keyed } from "./dom.js";
import { element } from "./elements.js";
import { inputBlock } from "./inputblock.js";
import { markdown } from "./markdown.js";
import { textNodes } from "./mrkdwn.js";
import { picture } from "./pictures.js";
import { richText } from "./richtext.js";
import { word } from "./words.js";

const BLOCKS = {
  section,
  context: (block) => el("div", { class: "block-context" }, block.elements.map(contextPart)),
  actions: (block, surface) =>
    el(
      "div",
      { class: "block-actions" },
      block.elements.map((one) => element(one, block, surface)),
    ),
  header: (block) => el("h2", { class: "block-header" }, textNodes(block.text)),
  divider: () => el("hr"),
  image,
  input: inputBlock,
  markdown: (block) => el("div", { class: "block-markdown" }, markdown(block.text)),
  rich_text: (block) => el("div", { class: "block-rich" }, richText(block)),
};

/**
 * Draws blocks into `parent` and keeps those that did not change. A surface is
 * {target, blocks, values, errors?}: where presses go and what stands in the fields; it stays the same object between draws.
 */
export function drawBlocks(parent, surface) {
  const describe = ({ block, index }) => ({
    key: block.block_id ?? `at-${index}`,
    signature: JSON.stringify([block, surface.errors?.[block.block_id]]),
  });
  const items = surface.blocks.map((block, index) => ({ block, index }));
  keyed(parent, items, describe, ({ block }) => drawn(block, surface));
}

function drawn(block, surface) {
  const node =
    BLOCKS[block.type]?.(block, surface) ?? el("p", { class: "unknown" }, word("unknown-block", { type: block.type }));
  node.classList.add("block");
  return node;
}

function section(block, surface) {
  const id = freshId("section");
  const text = block.text && el("div", { class: "text", id }, textNodes(block.text));
  const fields =
    block.fields &&
    el(
      "div",
      { class: "block-fields" },
      block.fields.map((field) => el("div", { class: "text" }, textNodes(field))),
    );
  const accessory = block.accessory && el("div", { class: "accessory" }, element(block.accessory, block, surface, id));
  return el("div", { class: "block-section" }, el("div", { class: "section-main" }, text, fields), accessory);
}

function contextPart(part) {
  return part.type === "image" ? picture(part, "tiny") : el("span", { class: "text" }, textNodes(part));
}

function image(block) {
  const title = block.title && el("figcaption", {}, textNodes(block.title));
  return el("figure", { class: "block-image" }, title, picture(block));
}
