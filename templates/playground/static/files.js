/** Files in a message: pictures as pictures, everything else as a card to download. */

import { fileUrl } from "./api.js";
import { byId, el, icon, piece } from "./dom.js";
import { me } from "./state.js";
import { word } from "./words.js";

const STEPS = ["byte", "kilobyte", "megabyte", "gigabyte"];

/** The files of a message, nothing where it has none. */
export function filesOf(message) {
  if (!message.files?.length) return null;
  return el(
    "ul",
    { class: "files", "aria-label": word("files") },
    message.files.map((file) => el("li", {}, file.is_image && file.usable ? shown(file) : card(file))),
  );
}

/** A picture that opens larger; what cannot be shown becomes a card. */
function shown(file) {
  const alt = file.alt || file.title || file.name;
  const img = el("img", { class: "picture", src: fileUrl(file.id), alt, loading: "lazy" });
  const button = el(
    "button",
    { type: "button", class: "picture-button", title: file.name, onclick: () => enlarge(fileUrl(file.id), alt, file) },
    img,
  );
  img.addEventListener("error", () => button.replaceWith(card(file)));
  return button;
}

function card(file) {
  const kind = [file.filetype?.toUpperCase(), sizeOf(file.size)].filter(Boolean).join(" · ");
  const name = file.title || file.name;
  return el(
    "div",
    { class: "file-card", "data-testid": "file" },
    icon(file.is_image ? "picture" : "file"),
    el("span", { class: "file-text" }, el("strong", {}, name), el("span", { class: "soft" }, file.usable ? kind : word("processing"))),
    file.usable && download(file, name),
  );
}

function download(file, name) {
  return el(
    "a",
    {
      class: "plain-button",
      href: fileUrl(file.id, file.name),
      download: file.name,
      "aria-label": word("download", { name }),
      title: word("download", { name }),
    },
    icon("down"),
  );
}

/** How much `bytes` are, in the reader's language. */
export function sizeOf(bytes) {
  if (!Number.isFinite(bytes)) return "";
  const step = Math.min(STEPS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  const options = { style: "unit", unit: STEPS[step], maximumFractionDigits: step > 1 ? 1 : 0 };
  return new Intl.NumberFormat(me()?.locale, options).format(bytes / 1000 ** step);
}

/** Shows a picture as large as the window allows; `file` gives it a name and a way to keep it. */
export function enlarge(url, alt, file) {
  const dialog = piece("picture");
  const title = dialog.querySelector(".modal-title");
  title.append(file?.title || file?.name || alt);
  dialog.setAttribute("aria-label", title.textContent);
  dialog.querySelector(".modal-body").append(el("img", { src: url, alt }));
  if (file) dialog.querySelector(".picture-tools").append(download(file, file.title || file.name));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest(".modal-x")) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  byId("dialogs").append(dialog);
  dialog.showModal();
}
