/** `markdown` blocks as DOM nodes: headings, lists, quotes, fences, and marks inside a line. */

import { el } from "./dom.js";
import { link } from "./mentions.js";

const INLINE = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    String.raw`\[(?<label>[^\]\n]+)\]\((?<url>[^\s)]+)\)`,
    String.raw`\*\*(?<bold>\S(?:[^\n]*?\S)?)\*\*`,
    String.raw`~~(?<strike>\S(?:[^\n]*?\S)?)~~`,
    String.raw`(?<![\p{L}\p{N}*_])(?<mark>[*_])(?<italic>[^\s*_](?:[^*_\n]*[^\s*_])?)\k<mark>(?![\p{L}\p{N}])`,
  ].join("|"),
  "gu",
);

const LINES = [
  [/^#{1,6} +(?<rest>.*)$/, (rest) => el("h2", { class: "block-header" }, inline(rest))],
  [
    /^\s*(?:[-*+]|\d+[.)]) +(?<rest>.*)$/,
    (rest, line) => el("span", { class: "listed" }, `${/\d+[.)]/.exec(line)?.[0] ?? "•"} `, inline(rest)),
  ],
  [/^> ?(?<rest>.*)$/, (rest) => el("blockquote", {}, inline(rest))],
  [/^(?:-{3,}|\*{3,}|_{3,})$/, () => el("hr", { class: "block" })],
];

/** The nodes of one Markdown text. */
export function markdown(text) {
  const pieces = text.split(/^```[^\n]*\n([\s\S]*?)\n?```\n?/m);
  return pieces.flatMap((part, index) => (index % 2 ? [el("pre", {}, part)] : part.split("\n").map(lineNode)));
}

function lineNode(line) {
  for (const [pattern, build] of LINES) {
    const match = pattern.exec(line);
    if (match) return build(match.groups?.rest ?? "", line);
  }
  return el("p", {}, inline(line));
}

function inline(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(INLINE)) {
    nodes.push(text.slice(from, match.index), marked(match.groups));
    from = match.index + match[0].length;
  }
  return [...nodes, text.slice(from)];
}

function marked({ code, label, url, bold, strike, italic }) {
  if (code !== undefined) return el("code", {}, code);
  if (url !== undefined) return link(url, label);
  if (bold !== undefined) return el("strong", {}, inline(bold));
  if (strike !== undefined) return el("s", {}, inline(strike));
  return el("em", {}, inline(italic));
}
