/** Placing a popup beside what it belongs to, inside the window. */

const GAP = 6;

/** Puts `popup` below `anchor`, or above it where there is more room, at least as wide; `same` makes it just as wide. */
export function placeBeside(popup, anchor, same = false) {
  const box = anchor.getBoundingClientRect();
  popup.style[same ? "width" : "minWidth"] = `${box.width}px`;
  const below = window.innerHeight - box.bottom - 2 * GAP;
  const above = box.top - 2 * GAP;
  const up = popup.scrollHeight > below && above > below;
  popup.style.maxHeight = `${Math.max(120, up ? above : below)}px`;
  const left = Math.min(box.left, window.innerWidth - popup.offsetWidth - GAP);
  popup.style.left = `${Math.max(GAP, left)}px`;
  popup.style.top = up ? "auto" : `${box.bottom + GAP}px`;
  popup.style.bottom = up ? `${window.innerHeight - box.top + GAP}px` : "auto";
}
