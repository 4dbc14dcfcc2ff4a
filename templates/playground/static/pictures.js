/** Pictures that messages and modals show. */

import { el, icon } from "./dom.js";
import { isSafe } from "./mentions.js";
import { plain } from "./mrkdwn.js";

/** An image element; where it cannot be loaded its alt text stands in a frame. */
export function picture({ image_url: url, alt_text: alt }, size = "") {
  const frame = () =>
    el(
      "span",
      { class: `no-picture ${size}`, role: "img", "aria-label": plain(alt) },
      icon("picture"),
      size ? null : plain(alt),
    );
  if (!isSafe(url ?? "")) return frame();
  const img = el("img", {
    class: `picture ${size}`,
    src: url,
    alt: plain(alt),
    loading: "lazy",
    referrerpolicy: "no-referrer",
  });
  img.addEventListener("error", () => img.replaceWith(frame()));
  return img;
}
