/** Slack's `<!date^...>` formats, in the viewer's language and zone. */

import { daysBetween, format } from "./zones.js";

const STYLES = {
  date_num: { year: "numeric", month: "2-digit", day: "2-digit" },
  date_slash: { year: "numeric", month: "2-digit", day: "2-digit" },
  date: { year: "numeric", month: "long", day: "numeric" },
  date_short: { year: "numeric", month: "short", day: "numeric" },
  date_long: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
  time: { hour: "2-digit", minute: "2-digit" },
  time_secs: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

/** `pattern` with its {places} filled in for a moment in Unix seconds; null where the moment is none. */
export function slackDate(seconds, pattern, viewer, now) {
  const moment = new Date(Number(seconds) * 1000);
  if (Number.isNaN(moment.getTime())) return null;
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => place(name, moment, viewer, now) ?? whole);
}

function place(name, moment, viewer, now) {
  if (name === "ago") return ago(moment, viewer, now);
  if (name === "date_num") return format(moment, STYLES.date_num, { ...viewer, locale: "en-CA" });
  const pretty = name.endsWith("_pretty");
  const style = STYLES[pretty ? name.slice(0, -"_pretty".length) : name];
  if (!style) return null;
  return (pretty && nearDay(moment, viewer, now)) || format(moment, style, viewer);
}

function nearDay(moment, viewer, now) {
  const days = daysBetween(now, moment, viewer?.zone);
  return Math.abs(days) > 1
    ? null
    : new Intl.RelativeTimeFormat(viewer?.locale, { numeric: "auto" }).format(days, "day");
}

const STEPS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

function ago(moment, viewer, now) {
  const seconds = Math.round((moment - now) / 1000);
  const [unit, length] = STEPS.find(([, size]) => Math.abs(seconds) >= size) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(viewer?.locale, { numeric: "auto" }).format(Math.round(seconds / length), unit);
}
