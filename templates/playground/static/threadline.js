/** Which replies belong to which message, and the line under a message that leads to them. */

import { el } from "./dom.js";
import { avatar } from "./people.js";
import { me } from "./state.js";
import { word } from "./words.js";
import { CLOCK, DAY, format, momentOf, toWall } from "./zones.js";

const FACES = 4;

export const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

/** {replies, fresh} of each first message that has replies; `fresh` where one is newer than `since`. */
export function threadsIn(messages, since) {
  const threads = new Map();
  for (const message of messages.filter(isReply)) {
    const thread = threads.get(message.thread_ts) ?? { replies: [], fresh: false };
    thread.replies.push(message);
    thread.fresh ||= Boolean(since) && message.ts >= since;
    threads.set(message.thread_ts, thread);
  }
  return threads;
}

/** A button with the faces of who replied, how many replies there are, and when the last one came. */
export function threadLine(message, { replies, fresh }) {
  const people = new Map(replies.map((reply) => [reply.user.id, reply.user]));
  const faces = [...people.values()].slice(0, FACES);
  return el(
    "button",
    {
      type: "button",
      class: fresh ? "thread-line fresh" : "thread-line",
      "data-tool": "thread",
      "data-action": "thread",
      "data-testid": "thread-line",
    },
    el("span", { class: "faces" }, faces.map((user) => avatar(user.id, user.real_name ?? user.name, "tiny"))),
    el("strong", {}, word("replies", { count: replies.length })),
    el("span", { class: "soft" }, word("last-reply", { time: moment(message, replies.at(-1)) })),
  );
}

/** The clock alone where the last reply came on the day of the message. */
function moment(message, reply) {
  const day = (one) => toWall(momentOf(one.ts), me()?.zone).slice(0, 10);
  const style = day(message) === day(reply) ? CLOCK : { ...DAY, ...CLOCK };
  return format(momentOf(reply.ts), style, me());
}
