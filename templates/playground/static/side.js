/** On a phone the left side is a drawer. */

import { byId } from "./dom.js";

const opener = byId("open-side");

function show(open) {
  document.body.classList.toggle("side-open", open);
  opener.setAttribute("aria-expanded", String(open));
  if (open) byId("person-switch").focus();
}

/** Puts the drawer away; the focus stays at what opens it. */
export function closeSide() {
  if (!document.body.classList.contains("side-open")) return;
  show(false);
  opener.focus();
}

opener.addEventListener("click", () => show(true));
byId("veil").addEventListener("click", () => show(false));
byId("side").addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeSide();
});
window.addEventListener("hashchange", () => show(false));
