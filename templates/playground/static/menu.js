/** A menu below or above a button: arrow keys, Enter, Escape; focus goes back to the button. */

import { el } from "./dom.js";
import { placeBeside } from "./popup.js";

let open = null;

/**
 * Makes `button` open a menu. `entries()` gives [{label, detail?, before?, checked?, disabled?, pick}] each time;
 * `checked` makes it a choice among several.
 */
export function menuFor(button, entries, label) {
  button.addEventListener("click", () => (open?.button === button ? closeMenu() : openMenu(button, entries(), label)));
  button.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    if (open?.button !== button) openMenu(button, entries(), label);
  });
}

/** Opens a menu at `button`, as menuFor() describes it. */
export function openMenu(button, entries, label) {
  closeMenu();
  const menu = el("div", {
    class: "menu",
    role: "menu",
    popover: "manual",
    "aria-label": label ?? button.textContent.trim(),
  });
  menu.append(...entries.map((entry) => item(entry)));
  menu.addEventListener("keydown", (event) => onKey(event, menu));
  button.after(menu);
  menu.showPopover();
  button.setAttribute("aria-expanded", "true");
  open = { button, menu };
  placeBeside(menu, button);
  (menu.querySelector("[aria-checked=true]") ?? menu.firstElementChild)?.focus();
}

function item(entry) {
  const role = entry.checked === undefined ? "menuitem" : "menuitemradio";
  const checked = entry.checked === undefined ? undefined : String(entry.checked);
  const pick = () => {
    closeMenu();
    entry.pick();
  };
  return el(
    "button",
    {
      type: "button",
      class: "menu-item",
      role,
      "aria-checked": checked,
      "aria-disabled": entry.disabled ? "true" : undefined,
      tabindex: "-1",
      onclick: entry.disabled ? undefined : pick,
    },
    entry.before,
    el("span", { class: "menu-text" }, entry.label, entry.detail && el("span", { class: "soft" }, " ", entry.detail)),
  );
}

function onKey(event, menu) {
  const items = [...menu.children];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) items[(to + items.length) % items.length].focus();
  else if (event.key === "Escape" || event.key === "Tab") closeMenu();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Closes the menu that is open, if any. */
export function closeMenu() {
  if (!open) return;
  const { button, menu } = open;
  open = null;
  const inside = menu.contains(document.activeElement);
  menu.remove();
  button.setAttribute("aria-expanded", "false");
  if (inside) button.focus();
}

document.addEventListener("pointerdown", (event) => {
  if (open && !open.menu.contains(event.target) && !open.button.contains(event.target)) closeMenu();
});
window.addEventListener("resize", closeMenu);
