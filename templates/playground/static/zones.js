/** Moments and wall clocks in IANA zones; pure. */

const formats = new Map();

/** Intl's formatter for a person's language and zone; the browser's own where a name is unknown to it. */
export function format(date, options, viewer) {
  const key = JSON.stringify([viewer?.locale, viewer?.zone, options]);
  if (!formats.has(key)) formats.set(key, formatter(options, viewer));
  return formats.get(key).format(date);
}

function formatter(options, viewer) {
  try {
    return new Intl.DateTimeFormat(viewer?.locale, { ...options, timeZone: viewer?.zone });
  } catch {
    return new Intl.DateTimeFormat(undefined, options);
  }
}

export const CLOCK = { hour: "2-digit", minute: "2-digit" };
export const DAY = { weekday: "long", day: "numeric", month: "long" };
export const FULL = { dateStyle: "full", timeStyle: "short" };

/** A message's `ts` as a Date. */
export const momentOf = (ts) => new Date(Number(ts) * 1000);

/** "2026-11-23T09:30" on the wall in `zone` at this moment. */
export function toWall(date, zone) {
  const parts = wallFormat(zone).formatToParts(date);
  const of = (type) => parts.find((part) => part.type === type).value;
  return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}`;
}

const walls = new Map();

function wallFormat(zone) {
  if (!walls.has(zone)) {
    walls.set(
      zone,
      new Intl.DateTimeFormat("en-CA", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
      }),
    );
  }
  return walls.get(zone);
}

/** The moment at which the wall in `zone` shows `wall` ("2026-11-23T09:30"); NaN's date for no time. */
export function fromWall(wall, zone) {
  const asUtc = Date.parse(`${wall}Z`);
  let moment = asUtc;
  for (let round = 0; round < 2 && !Number.isNaN(moment); round += 1) {
    moment += asUtc - Date.parse(`${toWall(new Date(moment), zone)}Z`);
  }
  return new Date(moment);
}

/** How many calendar days `date` lies from `today` on the wall in `zone`. */
export function daysBetween(today, date, zone) {
  const day = (moment) => Date.parse(`${toWall(moment, zone).slice(0, 10)}T00:00Z`);
  return Math.round((day(date) - day(today)) / 86_400_000);
}
