/** Who we are and where we look stands in the address: `#UMARA/CSOCIAL`, `#UMARA/home`, `#UMARA/CSOCIAL/<ts of a message>`. */

const ARCHIVE = /^\/archives\/([A-Z0-9]+)\/p(\d{10})(\d{6})$/;

/** The part of the address that leads to `place` as `who`, and there to a message. */
export const hashOf = (who, place, ts) => `#${[who, place, ts].filter(Boolean).join("/")}`;

/** {who, place, ts} of the address, empty where it says nothing; a permalink names no person. */
export function readRoute() {
  const archived = archivedMessage(location);
  if (archived) return { who: "", ...archived };
  const [who = "", place = "", ts = ""] = location.hash.slice(1).split("/");
  return { who, place, ts };
}

/** Goes to `place` as `who`, with a step in the browser's history. */
export function go(who, place) {
  location.hash = hashOf(who, place);
}

/** Writes the address anew without a step in the history. */
export function settleRoute(who, place, ts) {
  history.replaceState(null, "", `/${location.search}${hashOf(who, place, ts)}`);
}

/** {place, ts} that a permalink of this playground leads to, else null. */
export function archivedMessage(url) {
  const [, place, seconds, rest] = ARCHIVE.exec(url.pathname) ?? [];
  return place ? { place, ts: `${seconds}.${rest}` } : null;
}
