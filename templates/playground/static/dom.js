/** Building DOM nodes. Data only ever enters as text or as attributes named here. */

/** Makes an element; `on...` properties are listeners, empty values are left out. */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** One of the drawings in _icons.html.j2. */
export function icon(name, size = "") {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", `icon ${size}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** A copy of the only element inside `<template id="name-piece">`. */
export function piece(name) {
  return document.getElementById(`${name}-piece`).content.firstElementChild.cloneNode(true);
}

export const byId = (id) => document.getElementById(id);

let numbered = 0;

/** An id that is free on this page. */
export function freshId(stem) {
  numbered += 1;
  return `${stem}-${numbered}`;
}

const drawn = new WeakMap();

/**
 * Makes `parent` hold one node for each item, in order, and keeps the nodes whose item did not change.
 * `describe(item)` gives {key, signature}; `build(item)` gives a node. Focus survives a redraw where it can.
 */
export function keyed(parent, items, describe, build) {
  const before = new Map([...parent.children].map((node) => [drawn.get(node)?.key, node]));
  const after = items.map((item) => {
    const { key, signature } = describe(item);
    const old = before.get(key);
    if (old && drawn.get(old).signature === signature) return old;
    const node = build(item);
    drawn.set(node, { key, signature });
    if (old) replaceKeepingFocus(old, node);
    return node;
  });
  const wanted = new Set(after);
  for (const node of [...parent.children]) if (!wanted.has(node)) node.remove();
  after.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] ?? null);
  });
}

function replaceKeepingFocus(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const name = focused?.closest("[data-action]")?.dataset.action;
  const [start, end] =
    focused && "selectionStart" in focused ? [focused.selectionStart, focused.selectionEnd] : [null, null];
  old.replaceWith(node);
  if (!focused) return;
  const twin = name && node.querySelector(`[data-action="${CSS.escape(name)}"]`);
  const target =
    twin &&
    (twin.matches("input, textarea, select, button") ? twin : twin.querySelector("input, textarea, select, button"));
  (target ?? node).focus({ preventScroll: true });
  if (target && start !== null && target.setSelectionRange) target.setSelectionRange(start, end);
}
