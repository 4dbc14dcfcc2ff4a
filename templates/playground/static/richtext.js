/** rich_text blocks as DOM nodes. */

import { el } from "./dom.js";
import { emojiFor } from "./emoji.js";
import { broadcastMention, channelMention, groupMention, link, personMention } from "./mentions.js";
import { slackDate } from "./slackdates.js";
import { me, teamNow } from "./state.js";

const PARTS = {
  rich_text_section: (part) => el("p", { class: "rich" }, spans(part)),
  rich_text_preformatted: (part) => el("pre", {}, spans(part)),
  rich_text_quote: (part) => el("blockquote", {}, spans(part)),
  rich_text_list: (part) =>
    el(
      part.style === "ordered" ? "ol" : "ul",
      { class: `indent-${part.indent ?? 0}`, start: part.offset ? part.offset + 1 : undefined },
      part.elements.map((item) => el("li", {}, spans(item))),
    ),
};

const SPANS = {
  text: (span) => span.text,
  link: (span) => link(span.url, span.text || span.url),
  emoji: (span) => (span.unicode ? fromCodes(span.unicode) : (emojiFor(span.name) ?? `:${span.name}:`)),
  user: (span) => personMention(span.user_id),
  channel: (span) => channelMention(span.channel_id),
  usergroup: (span) => groupMention(span.usergroup_id),
  broadcast: (span) => broadcastMention(span.range),
  date: (span) => slackDate(span.timestamp, span.format, me(), teamNow()) ?? span.fallback ?? "",
  color: (span) => span.value,
};

/** The nodes of a rich_text block. */
export const richText = (block) => block.elements.map((part) => PARTS[part.type]?.(part) ?? part.type);

const spans = (part) => (part.elements ?? []).map((span) => styled(SPANS[span.type]?.(span) ?? span.type, span.style));

function styled(node, style = {}) {
  let inner = node;
  if (style.code) inner = el("code", {}, inner);
  if (style.strike) inner = el("s", {}, inner);
  if (style.italic) inner = el("em", {}, inner);
  if (style.bold) inner = el("strong", {}, inner);
  return inner;
}

const fromCodes = (codes) => String.fromCodePoint(...codes.split("-").map((code) => Number.parseInt(code, 16)));
