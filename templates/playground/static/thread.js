/** The thread beside the channel: its first message, the replies, and a field to write one. */

import { Composer } from "./composer.js";
import { byId, el, keyed } from "./dom.js";
import { belongs, describe } from "./lineup.js";
import { messageNode } from "./message.js";
import { channel, onChange, state } from "./state.js";
import { isReply } from "./threadline.js";
import { toolsFor } from "./tools.js";
import { word } from "./words.js";

const BESIDE = 760; // pixels of the sheet that hold a channel and a thread side by side

const panel = byId("thread");
const log = byId("thread-messages");
const scroll = byId("thread-scroll");
const sheet = byId("main");
let open = null; // {place, ts}
let opener = null; // what had the focus before
let count = 0; // how many messages were drawn last

const composer = new Composer("reply", () =>
  open && channel(open.place)
    ? {
        key: `${state.me} ${open.place} ${open.ts}`,
        channel: open.place,
        thread: open.ts,
        label: word("reply-to"),
      }
    : null,
);

onChange(() => {
  if (!state.view || !open) return;
  if (open.place !== state.place || !messages().some((message) => message.ts === open.ts)) close();
  else draw();
});
new ResizeObserver(cover).observe(sheet);
toolsFor(log, openThread);
byId("thread-close").addEventListener("click", closeAndReturn);
panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeAndReturn();
});

/** Opens the thread under the message `ts` of the place we look at; `reply` is shown where it is named. */
export function openThread(ts, reply) {
  if (panel.hidden) opener = document.activeElement;
  open = { place: state.place, ts };
  count = 0;
  panel.hidden = false;
  cover();
  draw();
  const target = reply && log.querySelector(`[data-ts="${CSS.escape(reply)}"]`);
  target?.scrollIntoView({ block: "center" });
  if (target) target.focus({ preventScroll: true });
  else if (matchMedia("(pointer: coarse)").matches) byId("thread-title").focus();
  else byId("reply").focus();
}

function close() {
  open = null;
  panel.hidden = true;
  cover();
}

function closeAndReturn() {
  const { ts } = open;
  close();
  const line = `#messages [data-ts="${CSS.escape(ts)}"]`;
  const back = opener?.isConnected ? opener : (document.querySelector(`${line} .thread-line`) ?? document.querySelector(line));
  (back ?? byId("composer")).focus({ preventScroll: true });
}

/** Where the panel lies over the channel, keys and screen readers do not reach below it. */
function cover() {
  const covered = Boolean(open) && sheet.offsetWidth < BESIDE;
  sheet.classList.toggle("beside", Boolean(open) && !covered);
  for (const part of sheet.children) if (part !== panel) part.inert = covered;
}

const messages = () => {
  const all = channel(open.place)?.messages ?? [];
  return all.filter((message) => message.ts === open.ts || message.thread_ts === open.ts);
};

function draw() {
  const all = messages();
  const here = channel(open.place);
  byId("thread-place").textContent = here.is_dm ? state.world.bot.name : `#${here.name}`;
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  keyed(log, itemsOf(all), describe, build);
  if (atEnd || all.length > count) scroll.scrollTop = count ? scroll.scrollHeight : scroll.scrollTop;
  count = all.length;
  composer.follow();
}

function itemsOf(all) {
  const replies = all.filter(isReply);
  const first = all.find((message) => !isReply(message));
  const items = [{ kind: "message", message: first, joined: false }];
  if (replies.length) items.push({ kind: "count", count: replies.length });
  replies.forEach((message, index) => {
    const before = replies[index - 1];
    const joined = Boolean(before) && belongs(message, before);
    items.push({ kind: "message", message, joined });
  });
  return items;
}

const build = (item) =>
  item.kind === "count"
    ? el("div", { class: "day", role: "separator" }, el("span", {}, word("replies", { count: item.count })))
    : messageNode(item);
