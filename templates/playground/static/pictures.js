/** Pictures that blocks show: files of this workspace at once, other hosts only once the reader asks for it. */

import { fileUrl } from "./api.js";
import { el, icon } from "./dom.js";
import { enlarge } from "./files.js";
import { isSafe } from "./mentions.js";
import { plain } from "./mrkdwn.js";
import { word } from "./words.js";

const OWN_FILE = /^\/files\/([A-Za-z0-9]+)/;

/** An image element or block; where it cannot be loaded its alt text stands in a frame. */
export function picture(image, size = "") {
  const alt = plain(image.alt_text ?? "");
  const own = ownAddress(image);
  if (own) return loaded(own, alt, size);
  const host = hostOf(image.image_url);
  return host ? waiting(image.image_url, host, alt, size) : frame(alt, size);
}

/** The address of a picture that this playground keeps: by file, or by its own address. */
function ownAddress({ slack_file: file, image_url: url }) {
  if (file?.id) return fileUrl(file.id);
  const address = file?.url ?? url;
  if (!URL.canParse(address)) return null;
  const { origin, pathname } = new URL(address);
  if (origin !== location.origin) return null;
  const [, id] = OWN_FILE.exec(pathname) ?? [];
  return id ? fileUrl(id) : address;
}

const hostOf = (url) => (isSafe(url ?? "") && URL.canParse(url) ? new URL(url).host : "");

function loaded(url, alt, size) {
  const img = el("img", { class: `picture ${size}`, src: url, alt, loading: "lazy", referrerpolicy: "no-referrer" });
  const whole = size
    ? img
    : el("button", { type: "button", class: "picture-button", onclick: () => enlarge(url, alt) }, img);
  img.addEventListener("error", () => whole.replaceWith(frame(alt, size)));
  return whole;
}

/** A frame with the alt text; pressing it fetches the picture from where it lies. */
function waiting(url, host, alt, size) {
  const label = word("load-picture", { host });
  const node = el(
    "button",
    { type: "button", class: `no-picture ${size}`, "aria-label": `${alt}. ${label}`, title: label },
    icon("picture", size === "tiny" ? "small" : ""),
    size ? null : el("span", { class: "file-text" }, el("strong", {}, alt), el("span", { class: "soft" }, label)),
  );
  node.addEventListener("click", () => node.replaceWith(loaded(url, alt, size)));
  return node;
}

const frame = (alt, size) =>
  el("span", { class: `no-picture ${size}`, role: "img", "aria-label": alt }, icon("picture"), size ? null : alt);
