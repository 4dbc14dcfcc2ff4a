/** The page's sentences stand in _words.html.j2, translated; scripts name them. */

const words = new Map(
  [...document.getElementById("words").content.querySelectorAll("[data-word]")].map((node) => [
    node.dataset.word,
    node.textContent.trim(),
  ]),
);

/** The sentence called `name` with its `{places}` filled in. */
export function word(name, places = {}) {
  return words.get(name).replace(/\{(\w+)\}/g, (whole, place) => String(places[place] ?? whole));
}

/** The sentence called `name`, or `otherwise` where the page has none of that name. */
export function wordOr(name, otherwise) {
  return words.get(name) ?? otherwise;
}
