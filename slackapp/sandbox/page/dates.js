// Times as the teammate one acts as reads them: in their own time zone.
import { person, store } from "./store.js";

function format(seconds, options) {
  const at = new Date(seconds * 1000);
  const timeZone = person(store.me)?.tz;
  try {
    return new Intl.DateTimeFormat("en-GB", { timeZone, ...options }).format(at);
  } catch {
    return new Intl.DateTimeFormat("en-GB", options).format(at);
  }
}

/** Hours and minutes, `17:45`. */
export function clockTime(seconds) {
  return format(seconds, { hour: "2-digit", minute: "2-digit" });
}

/** The time now in the time zone of `user`. */
export function localTime(user) {
  try {
    return new Intl.DateTimeFormat("en-GB", {
      timeZone: user.tz,
      hour: "2-digit",
      minute: "2-digit",
    }).format();
  } catch {
    return "";
  }
}

/** The day as a key that sorts, `2026-11-22`. */
export function dayKey(seconds) {
  const parts = format(seconds, { year: "numeric", month: "2-digit", day: "2-digit" }).split("/");
  return parts.reverse().join("-");
}

function pretty(seconds, otherwise) {
  const now = Date.now() / 1000;
  const day = dayKey(seconds);
  if (day === dayKey(now)) return "today";
  if (day === dayKey(now - 86400)) return "yesterday";
  if (day === dayKey(now + 86400)) return "tomorrow";
  return otherwise;
}

const LONG = { weekday: "long", day: "numeric", month: "long", year: "numeric" };
const MIDDLE = { day: "numeric", month: "long", year: "numeric" };
const SHORT = { day: "numeric", month: "short", year: "numeric" };

/** The words of a day divider. */
export function dayName(seconds) {
  const word = pretty(seconds, format(seconds, { weekday: "long", day: "numeric", month: "long" }));
  return word[0].toUpperCase() + word.slice(1);
}

/** Slack's `<!date^…>` template filled in. */
export function fillDate(template, seconds) {
  const tokens = {
    date_num: () => dayKey(seconds),
    date: () => format(seconds, MIDDLE),
    date_short: () => format(seconds, SHORT),
    date_long: () => format(seconds, LONG),
    date_pretty: () => pretty(seconds, format(seconds, MIDDLE)),
    date_short_pretty: () => pretty(seconds, format(seconds, SHORT)),
    date_long_pretty: () => pretty(seconds, format(seconds, LONG)),
    time: () => clockTime(seconds),
    time_secs: () => format(seconds, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
    ago: () => agoInWords(seconds),
  };
  return template.replace(/\{(\w+)\}/g, (whole, name) => (tokens[name] ? tokens[name]() : whole));
}

/** How long ago, in few letters: `now`, `4 min`, `3 h`, `12 Nov`. */
export function ago(seconds) {
  const passed = Date.now() / 1000 - seconds;
  if (passed < 45) return "now";
  if (passed < 3600) return `${Math.max(1, Math.round(passed / 60))} min`;
  if (passed < 86400) return `${Math.round(passed / 3600)} h`;
  return format(seconds, { day: "numeric", month: "short" });
}

/** How long ago, as Slack's `{ago}` says it: `3 minutes ago`, `4 hours ago`. */
function agoInWords(seconds) {
  const passed = Math.max(0, Date.now() / 1000 - seconds);
  const steps = [
    [86400, "day"],
    [3600, "hour"],
    [60, "minute"],
    [1, "second"],
  ];
  const [size, unit] = steps.find(([length]) => passed >= length) ?? [1, "second"];
  return new Intl.RelativeTimeFormat("en", { numeric: "always" }).format(-Math.floor(passed / size), unit);
}
