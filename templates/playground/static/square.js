/** The public square: every post that arrived, newest first, once a second. */

import { api, Locked, token, Unreachable } from "./api.js";
import { byId, el, keyed, piece } from "./dom.js";
import { word, wordOr } from "./words.js";

const EVERY = 1000; // milliseconds between looks
const MARKS = /(https?:\/\/[^\s<>]+[^\s<>.,;:!?'")\]])|([#@][\p{L}\p{N}_.@-]*[\p{L}\p{N}_])/gu;

const feed = byId("feed");
byId("back").href = `/?${new URLSearchParams({ token })}`;
byId("back").addEventListener("click", backToTheOpenPage);

/** The page that opened this one is still there: go back to it instead of a second one. */
function backToTheOpenPage(event) {
  if (!window.opener || window.opener.closed) return;
  event.preventDefault();
  window.opener.focus();
  window.close();
}

async function look() {
  try {
    const { posts } = await api.square();
    offline(false);
    draw(posts);
    showLinked();
  } catch (error) {
    if (error instanceof Locked) return document.body.replaceChildren(piece("locked"));
    if (!(error instanceof Unreachable)) throw error;
    offline(true);
  }
  return setTimeout(look, EVERY);
}

function offline(now) {
  byId("offline").hidden = !now;
  byId("offline").textContent = now ? word("no-answer") : "";
}

function draw(posts) {
  const newest = [...posts].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  const items = newest.length ? newest : [null];
  feed.setAttribute("role", newest.length ? "feed" : "region"); // a feed has articles
  keyed(
    feed,
    items,
    (post) => ({ key: post?.id ?? "empty", signature: JSON.stringify(post) }),
    (post) => (post ? card(post) : piece("empty")),
  );
}

let linked = decodeURIComponent(location.hash.slice(1)); // the post that the address names, until it was shown

function showLinked() {
  const post = linked && document.getElementById(linked);
  if (!post) return;
  linked = "";
  post.classList.add("linked");
  post.scrollIntoView({ block: "center" });
  post.focus({ preventScroll: true });
}

function card(post) {
  const node = piece("post");
  const at = new Date(post.at);
  const network = wordOr(`network-${post.network}`, post.network);
  node.id = String(post.id);
  node.dataset.network = post.network;
  node.setAttribute("aria-label", `${network}, ${post.handle}`);
  node.querySelector(".post-picture").append([...post.handle.replace(/^@/, "")][0]?.toUpperCase() ?? "");
  node.querySelector(".post-handle").append(post.handle);
  node.querySelector(".badge").append(network);
  node.querySelector(".post-time").href = `#${post.id}`;
  const time = node.querySelector("time");
  time.dateTime = post.at;
  time.append(at.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" }));
  node.querySelector(".post-text").append(...marked(post.text));
  repeats(node.querySelector(".post-repeats"), post.repeats);
  return node;
}

function repeats(line, count) {
  if (count) line.querySelector("span").append(word("repeats", { count: count + 1 }));
  else line.remove();
}

/** Addresses, hashtags and names stand out, as on the networks. */
function marked(text) {
  const nodes = [];
  let from = 0;
  for (const match of text.matchAll(MARKS)) {
    nodes.push(text.slice(from, match.index));
    nodes.push(
      match[1]
        ? el("a", { href: match[1], target: "_blank", rel: "noopener noreferrer" }, match[1])
        : el("span", { class: "tagged" }, match[2]),
    );
    from = match.index + match[0].length;
  }
  return [...nodes, text.slice(from)];
}

/** The tour of the page that stands open elsewhere ticks its last step off. */
function tellTheTour() {
  try {
    localStorage.setItem("allstar-square-seen", String(Date.now()));
  } catch {
    // without storage the tour goes on by the link that was pressed
  }
}

tellTheTour();
look();
