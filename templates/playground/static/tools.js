/** What one can do with a message: react, reply, copy its link, edit and delete one's own, and the app's shortcuts. */

import { attempt } from "./act.js";
import { api } from "./api.js";
import { startEditing, askAndDelete } from "./editing.js";
import { icon } from "./dom.js";
import { openMenu } from "./menu.js";
import { say } from "./notice.js";
import { avatar } from "./people.js";
import { chooseReaction } from "./reactions.js";
import { channel, state } from "./state.js";
import { word } from "./words.js";

/** Lets presses, a long touch and keys work on the messages of a log. */
export function toolsFor(log, openThread) {
  const tools = {
    react: chooseReaction,
    thread: (message) => openThread(message.thread_ts ?? message.ts),
    more: (message, button) => openMenu(button, entries(message, button, tools), word("more-actions")),
  };
  log.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tool]");
    const message = button && messageAt(button);
    if (message) tools[button.dataset.tool](message, button);
  });
  const menuOf = (event, message) => {
    const more = message?.querySelector("[data-tool=more]");
    if (!more) return;
    event.preventDefault();
    tools.more(messageAt(more), more);
  };
  log.addEventListener("contextmenu", (event) => {
    if (event.pointerType === "mouse" || event.target.closest("a, input, textarea, select")) return;
    menuOf(event, event.target.closest(".message"));
  });
  log.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches(".message")) menuOf(event, event.target);
    else walk(log, event);
  });
}

/** The arrow keys go from message to message once the log or one of them has the focus. */
function walk(log, event) {
  const from = document.activeElement;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || (from !== log && !from.matches(".message"))) return;
  const all = [...log.querySelectorAll(".message")];
  const to = from === log ? all.at(-1) : all[all.indexOf(from) + step];
  if (!to) return;
  event.preventDefault();
  to.focus();
}

function messageAt(node) {
  const { ts } = node.closest(".message").dataset;
  return channel(state.place)?.messages.find((one) => one.ts === ts && !one.ephemeral);
}

function entries(message, button, tools) {
  const mine = message.user.id === state.me;
  const more = (key, sign, pick) => ({ label: word(key), before: icon(sign, "small"), pick });
  return [
    more("add-reaction", "smile", () => tools.react(message, button)),
    more("reply-in-thread", "reply", () => tools.thread(message)),
    more("copy-link", "link", () => copyLink(message)),
    ...shortcuts(message),
    ...(mine
      ? [more("edit", "pencil", () => startEditing(message)), more("delete", "bin", () => askAndDelete(message))]
      : []),
  ];
}

function shortcuts(message) {
  const { bot, shortcuts: all } = state.world;
  const on = { channel: message.channel, ts: message.ts };
  return (all ?? [])
    .filter((one) => one.type === "message")
    .map((one) => ({
      label: one.name,
      detail: bot.name,
      before: avatar(bot.user_id, bot.name, "tiny"),
      pick: () => attempt(api.shortcut(state.me, one.callback_id, on)),
    }));
}

async function copyLink(message) {
  const url = new URL(message.permalink ?? `/archives/${message.channel}/p${message.ts.replace(".", "")}`, location.href);
  try {
    await navigator.clipboard.writeText(url.href);
    say("");
  } catch {
    say(word("not-copied", { url: url.href }));
  }
}
