/** Slack's mrkdwn as DOM nodes. Text from people and bots only ever becomes text nodes and vetted links. */

import { el } from "./dom.js";
import { EMOJI_NAME, emojiFor } from "./emoji.js";
import { broadcastMention, channelMention, groupMention, isSafe, link, personMention, plainLinks } from "./mentions.js";
import { slackDate } from "./slackdates.js";
import { me, teamNow } from "./state.js";

const edge = String.raw`(?<![\p{L}\p{N}])`;
const end = String.raw`(?![\p{L}\p{N}])`;
const wrapped = (mark, name) =>
  String.raw`${edge}${mark}(?<${name}>[^\s${mark}](?:[^${mark}\n]*[^\s${mark}])?)${mark}${end}`;

const INLINE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<token>[^<>\\n]+)>",
    wrapped(String.raw`\*`, "bold"),
    wrapped("~", "strike"),
    wrapped("_", "italic"),
    `:(?<emoji>${EMOJI_NAME}):`,
  ].join("|"),
  "gu",
);

const SHORTCODE = new RegExp(`:(${EMOJI_NAME}):`, "gu");
const QUOTE = /^(?:>|&gt;) ?/;
const LISTED = /^\s*(?:[•◦▪-]|\d{1,3}\.) /;

/** The nodes of one mrkdwn text. `verbatim` leaves bare addresses and @here alone, as Slack does. */
export function mrkdwn(text, verbatim = false) {
  const pieces = text.split(/```\n?([\s\S]+?)\n?```\n?/);
  return pieces.flatMap((part, index) => (index % 2 ? [el("pre", {}, decode(part))] : lines(part, verbatim)));
}

/** Plain text with `:shortcodes:` shown as emoji. */
export function plain(text) {
  return text.replace(SHORTCODE, (whole, name) => emojiFor(name) ?? whole);
}

/** The nodes of a Block Kit text object. */
export function textNodes(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text ?? "", object.verbatim === true);
  return [object.emoji === false ? (object.text ?? "") : plain(object.text ?? "")];
}

export const decode = (text) => text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

function lines(text, verbatim) {
  const nodes = [];
  let quote = null;
  const all = text.split("\n");
  all.forEach((line, index) => {
    const last = index === all.length - 1;
    if (QUOTE.test(line)) {
      if (quote) quote.append("\n");
      else nodes.push((quote = el("blockquote")));
      quote.append(...inline(line.replace(QUOTE, ""), verbatim));
      return;
    }
    quote = null;
    if (LISTED.test(line)) nodes.push(el("span", { class: "listed" }, inline(line, verbatim)));
    else nodes.push(...inline(line, verbatim), ...(last ? [] : ["\n"]));
  });
  return nodes;
}

function inline(text, verbatim) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) nodes.push(...bare(text.slice(from, match.index), verbatim));
    nodes.push(marked(match.groups, match[0], verbatim));
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push(...bare(text.slice(from), verbatim));
  return nodes;
}

const bare = (text, verbatim) => (verbatim ? [decode(text)] : plainLinks(decode(text)));

function marked({ code, token, bold, strike, italic, emoji }, whole, verbatim) {
  if (code !== undefined) return el("code", {}, decode(code));
  if (token !== undefined) return tokenNode(token);
  if (bold !== undefined) return el("strong", {}, inline(bold, verbatim));
  if (strike !== undefined) return el("s", {}, inline(strike, verbatim));
  if (italic !== undefined) return el("em", {}, inline(italic, verbatim));
  return emojiFor(emoji) ?? whole;
}

function tokenNode(token) {
  const [target, label] = splitLabel(token);
  if (target.startsWith("@")) return personMention(target.slice(1), label);
  if (target.startsWith("#")) return channelMention(target.slice(1), label);
  if (target.startsWith("!subteam^")) return groupMention(target.slice("!subteam^".length), label);
  if (target.startsWith("!date^")) return dateNode(target, label);
  if (target.startsWith("!")) return broadcastMention(target.slice(1));
  if (!isSafe(decode(target))) return decode(`<${token}>`);
  return link(decode(target), label ? decode(label) : undefined);
}

function splitLabel(token) {
  const bar = token.indexOf("|");
  return bar < 0 ? [token, undefined] : [token.slice(0, bar), token.slice(bar + 1)];
}

function dateNode(target, fallback) {
  const [, seconds, pattern = "", url] = target.split("^");
  const shown = slackDate(seconds, decode(pattern), me(), teamNow()) ?? decode(fallback ?? "");
  const inside = url ? link(decode(url), shown) : shown;
  return el(
    "time",
    { datetime: new Date(Number(seconds) * 1000 || 0).toISOString(), title: decode(fallback ?? "") },
    inside,
  );
}
