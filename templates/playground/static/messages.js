/** The messages of the chosen channel, oldest first; replies stand in their threads. */

import { api } from "./api.js";
import { byId, keyed, piece } from "./dom.js";
import { belongs, dayOf, describe } from "./lineup.js";
import { failed } from "./live.js";
import { messageNode } from "./message.js";
import { channel, me, onChange, state } from "./state.js";
import { openThread } from "./thread.js";
import { isReply, threadsIn } from "./threadline.js";
import { toolsFor } from "./tools.js";
import { DAY, format, momentOf } from "./zones.js";

const NEAR = 80; // pixels from the end that still count as reading the newest

let opened = { key: "", newFrom: null, readTo: "" };
let atEnd = true; // whether the newest message is in sight
const log = byId("messages");
const scroll = byId("scroll");

onChange(() => {
  if (!state.view) return;
  const here = channel(state.place);
  log.hidden = !here;
  if (here) draw(here);
});
scroll.addEventListener("scroll", () => {
  atEnd = distanceToEnd() < NEAR;
  showWay();
});
const sizes = new ResizeObserver(() => atEnd && !log.hidden && toEnd());
sizes.observe(scroll);
sizes.observe(log);
byId("to-newest").addEventListener("click", toEnd);
document.addEventListener("visibilitychange", () => channel(state.place) && markRead(channel(state.place)));
toolsFor(log, openThread);

function draw(here) {
  const key = `${state.me} ${here.id}`;
  const arriving = opened.key !== key;
  atEnd ||= arriving;
  if (arriving) opened = { key, newFrom: firstNew(here), readTo: "" };
  keyed(log, withDays(inChannel(here.messages)), describe, build);
  if (atEnd) toEnd();
  showWay();
  markRead(here);
}

/** {message, thread?, loose?}: replies are left to their first message, unless that one is out of sight. */
function inChannel(messages) {
  const threads = threadsIn(messages, opened.newFrom);
  const known = new Set(messages.map((message) => message.ts));
  return messages
    .filter((message) => !isReply(message) || !known.has(message.thread_ts))
    .map((message) => ({ message, thread: threads.get(message.ts), loose: isReply(message) }));
}

function firstNew(here) {
  const others = here.messages.filter((message) => message.user.id !== state.me);
  return here.unread && here.unread < others.length ? others.at(-here.unread).ts : null;
}

function withDays(shown) {
  if (!shown.length) return [{ kind: "empty" }];
  const items = [];
  let before = null;
  let known = !opened.newFrom;
  for (const { message, thread, loose } of shown) {
    const day = dayOf(message);
    const newDay = !before || day !== dayOf(before);
    const isNew = !known && message.ts >= opened.newFrom;
    known ||= isNew;
    if (newDay) items.push({ kind: "day", day, date: momentOf(message.ts) });
    if (isNew) items.push({ kind: "new" });
    const joined = Boolean(before) && !isNew && belongs(message, before);
    items.push({ kind: "message", message, thread, loose, joined });
    before = message;
  }
  return items;
}

function build(item) {
  if (item.kind === "empty") return piece("empty-channel");
  if (item.kind === "new") return piece("new");
  if (item.kind === "message") return messageNode(item);
  const node = piece("day");
  node.firstElementChild.append(format(item.date, DAY, me()));
  return node;
}

function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
  showWay();
}

/** Brings a message into sight and gives it the focus; a reply in its thread. */
export function showMessage(ts) {
  const reply = channel(state.place)?.messages.find((one) => one.ts === ts && isReply(one));
  if (reply && log.querySelector(`[data-ts="${CSS.escape(reply.thread_ts)}"]`)) {
    openThread(reply.thread_ts, ts);
    return;
  }
  const node = log.querySelector(`[data-ts="${CSS.escape(ts)}"]`);
  if (!node) return;
  atEnd = false;
  node.scrollIntoView({ block: "center" });
  node.focus({ preventScroll: true });
}

const distanceToEnd = () => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;

function showWay() {
  byId("to-newest").hidden = log.hidden || distanceToEnd() < 4 * NEAR;
}

async function markRead(here) {
  const last = here.messages.at(-1)?.ts ?? "";
  if (!here.unread || opened.readTo === last || document.visibilityState !== "visible") return;
  opened.readTo = last;
  try {
    await api.read(state.me, here.id);
  } catch (error) {
    failed(error);
  }
}
