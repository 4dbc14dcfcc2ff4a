/** Names of people, channels and groups inside texts, and links that are safe to follow. */

import { token } from "./api.js";
import { el } from "./dom.js";
import { archivedMessage, hashOf } from "./route.js";
import { channel, person, state } from "./state.js";

const SAFE = /^(?:https?:\/\/|mailto:|tel:)/i;
const BARE = /https?:\/\/[^\s<>]+[^\s<>.,;:!?'")\]]|(?<![\p{L}\p{N}])@(?:here|channel|everyone)(?![\p{L}\p{N}])/gu;

/** A link that opens in a new tab; only text where the address is none a browser should follow. */
export function link(url, label = url.replace(/^mailto:/, "")) {
  if (!SAFE.test(url)) return label;
  const own = URL.canParse(url) && new URL(url).origin === location.origin ? new URL(url) : null;
  return own ? ownLink(own, label) : el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** Permalinks of this playground open here; its other pages need its token. */
function ownLink(url, label) {
  const message = archivedMessage(url);
  if (message) return el("a", { href: hashOf(state.me, message.place, message.ts) }, label);
  url.searchParams.set("token", token);
  return el("a", { href: url.href, target: "_blank", rel: "opener" }, label);
}

export const isSafe = (url) => SAFE.test(url);

export function personMention(id, label) {
  const name =
    person(id)?.real_name ?? (id === state.world?.bot.user_id ? state.world.bot.name : undefined) ?? label ?? id;
  return el("span", { class: id === state.me ? "mention mine" : "mention" }, `@${name}`);
}

export function channelMention(id, label) {
  const name = `#${channel(id)?.name ?? state.world?.channels.find((one) => one.id === id)?.name ?? (label || id)}`;
  return channel(id)
    ? el("a", { class: "mention", href: hashOf(state.me, id) }, name)
    : el("span", { class: "mention" }, name);
}

export function groupMention(id, label) {
  const group = state.world?.usergroups.find((one) => one.id === id);
  return el("span", { class: "mention" }, group ? `@${group.handle ?? group.name}` : (label ?? `@${id}`));
}

export const broadcastMention = (name) => el("span", { class: "mention mine" }, `@${name}`);

/** Text with bare addresses and @here made visible as what Slack makes of them. */
export function plainLinks(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(BARE)) {
    if (match.index > from) nodes.push(text.slice(from, match.index));
    nodes.push(match[0].startsWith("@") ? broadcastMention(match[0].slice(1)) : link(match[0]));
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
}
