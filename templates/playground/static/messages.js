/** The messages of the chosen channel, oldest first, replies below their thread's first message. */

import { api } from "./api.js";
import { drawBlocks } from "./blocks.js";
import { byId, el, keyed, piece } from "./dom.js";
import { failed } from "./live.js";
import { textNodes } from "./mrkdwn.js";
import { avatar } from "./people.js";
import { channel, me, onChange, state, teamNow } from "./state.js";
import { valuesOf } from "./values.js";
import { word } from "./words.js";
import { CLOCK, DAY, FULL, format, momentOf, toWall } from "./zones.js";

const TOGETHER = 5 * 60; // seconds within which one author's messages share a head
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

function draw(here) {
  const messages = inThreads(here.messages);
  const key = `${state.me} ${here.id}`;
  const arriving = opened.key !== key;
  atEnd ||= arriving;
  if (arriving) opened = { key, newFrom: firstNew(here, messages), readTo: "" };
  const viewer = JSON.stringify([me()?.zone, me()?.locale, dayOf(teamNow())]); // texts may say "tomorrow"
  keyed(log, withDays(messages), (item) => describe(item, viewer), build);
  if (atEnd) toEnd();
  showWay();
  markRead(here);
}

/** Replies follow their thread's first message. */
function inThreads(messages) {
  const root = (message) => Number(message.thread_ts ?? message.ts);
  return [...messages].sort((a, b) => root(a) - root(b) || Number(a.ts) - Number(b.ts));
}

function firstNew(here, messages) {
  const others = messages.filter((message) => message.user.id !== state.me);
  return here.unread && here.unread < others.length ? others.at(-here.unread).ts : null;
}

function withDays(messages) {
  if (!messages.length) return [{ kind: "empty" }];
  const items = [];
  let before = null;
  for (const message of messages) {
    const reply = Boolean(message.thread_ts) && message.thread_ts !== message.ts;
    const day = dayOf(momentOf(message.ts));
    const newDay = !reply && day !== before?.day;
    if (newDay) items.push({ kind: "day", day, date: momentOf(message.ts) });
    if (message.ts === opened.newFrom) items.push({ kind: "new" });
    const joined =
      Boolean(before) &&
      !newDay &&
      message.ts !== opened.newFrom &&
      belongs(message, before.message) &&
      reply === before.reply;
    items.push({ kind: "message", message, reply, joined });
    before = { message, day, reply };
  }
  return items;
}

const belongs = (message, before) =>
  message.user.id === before.user.id &&
  Number(message.ts) - Number(before.ts) < TOGETHER &&
  !message.ephemeral &&
  !before.ephemeral &&
  !message.failed &&
  !hasCard(message);

const hasCard = (message) => (message.blocks ?? []).some((block) => block.type !== "rich_text");

const dayOf = (date) => toWall(date, me()?.zone).slice(0, 10);

function describe(item, viewer) {
  const key = {
    empty: "empty",
    new: "new",
    day: `day ${item.day}`,
    message: `${item.message?.ts} ${item.message?.ephemeral}`,
  }[item.kind];
  return { key: `${state.me} ${state.place} ${key}`, signature: JSON.stringify(item) + viewer };
}

function build(item) {
  if (item.kind === "empty") return piece("empty-channel");
  if (item.kind === "new") return piece("new");
  if (item.kind === "message") return messageNode(item);
  const node = piece("day");
  node.firstElementChild.append(format(item.date, DAY, me()));
  return node;
}

function messageNode({ message, reply, joined }) {
  const node = piece("message");
  const time = node.querySelector("time");
  const at = momentOf(message.ts);
  const name = message.user.real_name ?? message.user.name;
  node.dataset.ts = message.ts;
  node.classList.toggle("reply", reply);
  node.classList.toggle("joined", joined);
  node.classList.toggle("ephemeral", message.ephemeral);
  node.classList.toggle("failed", message.failed);
  time.dateTime = at.toISOString();
  time.title = format(at, FULL, me());
  time.append(format(at, CLOCK, me()));
  node.setAttribute("aria-label", `${name}, ${time.textContent}`);
  node.querySelector(".message-side").append(avatar(message.user.id, name));
  node.querySelector(".message-name").append(name);
  keepIf(node, ".message-app", message.user.is_bot);
  keepIf(node, ".message-only-you", message.ephemeral);
  keepIf(node, ".message-failed", message.failed);
  keepIf(node, ".message-edited", message.edited);
  fillBody(node.querySelector(".message-body"), message);
  return node;
}

function keepIf(node, selector, wanted) {
  if (!wanted) node.querySelector(selector).remove();
}

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

function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
  showWay();
}

/** Brings a message into sight and gives it the focus. */
export function showMessage(ts) {
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
