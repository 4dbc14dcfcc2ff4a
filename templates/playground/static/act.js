/** Pressing something the bot put on the page: ask first where it wants that, then tell the bot. */

import { api } from "./api.js";
import { confirmed } from "./confirm.js";
import { failed, refresh } from "./live.js";
import { say } from "./notice.js";
import { state } from "./state.js";
import { word } from "./words.js";

/**
 * Sends a press on `element` of `block`; `chosen` is the element's new value in Slack's shape.
 * A surface is {target, blocks, values, errors?}. Answers whether the person went through with it.
 */
export async function act(surface, block, element, chosen) {
  if (element.confirm && !(await confirmed(element.confirm))) return false;
  const action = { as: state.me, ...surface.target, block_id: block.block_id, action_id: element.action_id, ...chosen };
  try {
    const answer = await api.press({ ...action, values: surface.values.collect(surface.blocks) });
    say(answer.ok ? "" : (answer.error ?? word("refused")));
  } catch (error) {
    failed(error);
  }
  refresh();
  return true;
}
