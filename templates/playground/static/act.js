/** Doing something through the control API, and pressing what the bot put on the page: ask first where it wants that. */

import { api } from "./api.js";
import { confirmed } from "./confirm.js";
import { failed, refresh } from "./live.js";
import { say } from "./notice.js";
import { state } from "./state.js";
import { word } from "./words.js";

/** Waits for `doing`, says what was refused, and looks again. Answers whether it was done. */
export async function attempt(doing) {
  let done = false;
  try {
    const answer = await doing;
    done = answer.ok;
    say(done ? "" : (answer.error ?? word("refused")));
  } catch (error) {
    failed(error);
  }
  refresh();
  return done;
}

/**
 * Sends a press on `element` of `block`; `chosen` is the element's new value in Slack's shape.
 * A surface is {target, blocks, values, errors?}. Answers whether the person went through with it.
 */
export async function act(surface, block, element, chosen) {
  if (element.confirm && !(await confirmed(element.confirm))) return false;
  const action = { as: state.me, ...surface.target, block_id: block.block_id, action_id: element.action_id, ...chosen };
  await attempt(api.press({ ...action, values: surface.values.collect(surface.blocks) }));
  return true;
}
