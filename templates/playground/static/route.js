/** Who we are and where we look stands in the address: `#UMARA/CSOCIAL`, `#UMARA/home`. */

/** The part of the address that leads to `place` as `who`. */
export const hashOf = (who, place) => `#${who}/${place}`;

/** {who, place} of the address; empty where it says nothing. */
export function readRoute() {
  const [who = "", place = ""] = location.hash.slice(1).split("/");
  return { who, place };
}

/** Goes to `place` as `who`, with a step in the browser's history. */
export function go(who, place) {
  location.hash = hashOf(who, place);
}
