/** When somebody wants to be reminded. Times are wall-clock times such as `10:30`, days count from Monday as 0. */
export interface Reminders {
  on: boolean;
  times: string[];
  days: number[];
  quiet: { on: boolean; from: string; to: string };
  /** What the notification says, in the language the app last spoke here: a service worker has no catalogue. */
  notice: string;
}

/** A call, in wall-clock time; `until` is null while it goes on. */
export interface Call {
  since: string;
  until: string | null;
}

const GRACE = 30;
/** Nobody speaks for longer: the switch was forgotten. */
const LONGEST_CALL = 4 * 60;

/** `2026-03-02T10:30`, as the person's own watch shows it. */
export type Wall = string;

/**
 * The time that is to be shown now, or null. Written times are compared as they are written, so that half past ten
 * is half past ten on either side of a clock change, and comes once where an hour comes twice.
 */
export function due(now: Wall, wanted: Reminders, handled: Wall, call: Call | null): Wall | null {
  const speaking = call !== null && call.until === null;
  if (!wanted.on || speaking || isQuiet(timeOf(now), wanted)) return null;
  const from = reach(now, call);
  const times = [dayBefore(now), now.slice(0, 10)].flatMap((day) => timesOn(day, wanted));
  return times.filter((time) => time > handled && time <= now && minutes(time) >= from).at(-1) ?? null;
}

/** As it stands now: one that has gone on for hours went off by itself. */
export function settled(call: Call, now: Wall): Call {
  const latest = minutes(call.since) + LONGEST_CALL;
  return call.until === null && minutes(now) >= latest ? { ...call, until: wallAt(latest) } : call;
}

export function isQuiet(time: string, { quiet }: Pick<Reminders, 'quiet'>): boolean {
  const { on, from, to } = quiet;
  if (!on) return false;
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

/** A time long past is not made up for, except one that a call held back: it comes when the call is over. */
function reach(now: Wall, call: Call | null): number {
  const usual = minutes(now) - GRACE;
  if (!call?.until || minutes(call.until) < usual) return usual;
  return Math.min(usual, minutes(call.since));
}

function timesOn(day: string, wanted: Reminders): Wall[] {
  const weekday = (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;
  if (!wanted.days.includes(weekday)) return [];
  return wanted.times
    .filter((time) => time && !isQuiet(time, wanted))
    .map((time) => `${day}T${time}`)
    .sort();
}

const timeOf = (wall: Wall): string => wall.slice(11, 16);
const minutes = (wall: Wall): number => Date.parse(`${wall}Z`) / 60_000;
const wallAt = (minute: number): Wall => new Date(minute * 60_000).toISOString().slice(0, 16);
const dayBefore = (wall: Wall): string =>
  new Date(Date.parse(`${wall.slice(0, 10)}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
