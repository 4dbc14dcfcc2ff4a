/** One message: who, when and what, its files and reactions, the line to its thread, and what one can do with it. */

import { drawBlocks } from "./blocks.js";
import { el, piece } from "./dom.js";
import { editForm, isEditing } from "./editing.js";
import { filesOf } from "./files.js";
import { textNodes } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { reactionsOf } from "./reactions.js";
import { me, state } from "./state.js";
import { threadLine } from "./threadline.js";
import { valuesOf } from "./values.js";
import { word } from "./words.js";
import { CLOCK, FULL, format, momentOf } from "./zones.js";

/** Draws {message, joined, thread?, loose?}: `joined` hides the head, `thread` is what threadsIn() found. */
export function messageNode({ message, joined, thread, loose }) {
  const node = piece("message");
  const name = message.user.real_name ?? message.user.name;
  node.dataset.ts = message.ts;
  for (const [mark, wanted] of Object.entries({ joined, reply: loose, ephemeral: message.ephemeral, failed: message.failed }))
    node.classList.toggle(mark, Boolean(wanted));
  const time = tell(node.querySelector("time"), momentOf(message.ts));
  node.setAttribute("aria-label", `${name}, ${time}`);
  node.querySelector(".message-side").append(avatar(message.user.id, name));
  node.querySelector(".message-name").append(name);
  keepIf(node, ".message-app", message.user.is_bot);
  keepIf(node, ".message-only-you", message.ephemeral);
  keepIf(node, ".message-failed", message.failed);
  keepIf(node, ".message-edited", message.edited);
  keepIf(node, ".message-tools", isActedOn(message));
  if (isEditing(message)) node.querySelector(".message-body").replaceWith(editForm(message));
  else fillBody(node.querySelector(".message-body"), message);
  const below = [filesOf(message), reactionsOf(message), thread && threadLine(message, thread)];
  node.querySelector(".message-main").append(...below.filter(Boolean));
  return node;
}

/** Slack has no menu on what only one person sees. */
const isActedOn = (message) => !message.ephemeral && !message.failed && !message.deleted;

function tell(time, at) {
  time.dateTime = at.toISOString();
  time.title = format(at, FULL, me());
  time.append(format(at, CLOCK, me()));
  return time.textContent;
}

function keepIf(node, selector, wanted) {
  if (!wanted) node.querySelector(selector).remove();
}

/** Whether a message is more than text, and stands in a frame. */
export const hasCard = (message) => (message.blocks ?? []).some((block) => block.type !== "rich_text");

function fillBody(body, message) {
  if (message.deleted) {
    body.append(el("span", { class: "soft" }, word("deleted")));
    return;
  }
  if (!message.blocks?.length) {
    body.classList.add("text");
    body.append(...textNodes({ type: "mrkdwn", text: message.text ?? "" }));
    return;
  }
  body.classList.toggle("card", hasCard(message));
  const key = `${state.me} message ${message.channel} ${message.ts}`;
  drawBlocks(body, {
    target: { channel: message.channel, ts: message.ts },
    blocks: message.blocks,
    values: valuesOf(key),
  });
}
