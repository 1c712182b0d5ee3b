/** Times as people say them: by day, on the clock of this device, and on another's where it differs. */
export interface Starting {
  starts_at: string;
}

export interface Day<Time> {
  key: string;
  date: Date;
  times: Time[];
}

/** In the order in which they come; a day is a day of this device's clock. */
export function byDay<Time extends Starting>(times: readonly Time[]): Day<Time>[] {
  const days = new Map<string, Day<Time>>();
  for (const time of times) {
    const date = new Date(time.starts_at);
    const key = dayKey(date);
    const day = days.get(key) ?? { key, date, times: [] };
    day.times.push(time);
    days.set(key, day);
  }
  return [...days.values()];
}

export function dayKey(date: Date, timeZone?: string): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-CA', { ...parts, timeZone }).format(date);
}

/** Whether the clock of that zone shows anything else than ours at this moment. */
export function differs(moment: Date, timeZone: string): boolean {
  return wall(moment, timeZone) !== wall(moment);
}

function wall(moment: Date, timeZone?: string): string {
  const parts = { dateStyle: 'short', timeStyle: 'short', timeZone } as const;
  return new Intl.DateTimeFormat('en-GB', parts).format(moment);
}

/** "America/New_York" as a place: "New York". */
export function placeOf(timeZone: string): string {
  return timeZone.split('/').at(-1)!.replaceAll('_', ' ');
}

export function zoneHere(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Today, tomorrow, or neither; by the calendar of this device. */
export function nearness(moment: Date, now: Date): 'today' | 'tomorrow' | null {
  if (dayKey(moment) === dayKey(now)) return 'today';
  const next = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return dayKey(moment) === dayKey(next) ? 'tomorrow' : null;
}
