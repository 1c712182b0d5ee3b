const HOUR = 60 * 60_000;
const HOURS = 12;

/** The full hours that may be chosen: at least half an hour ahead, and within twelve. */
export function choicesFrom(now: Date): Date[] {
  const first = new Date(now.getTime() + HOUR / 2);
  first.setMinutes(first.getMinutes() ? 60 : 0, 0, 0);
  const all = Array.from({ length: HOURS }, (_, step) => new Date(first.getTime() + step * HOUR));
  return all.filter((one) => one.getTime() - now.getTime() <= HOURS * HOUR);
}

/** Half a working day, which is what the switch means before anybody chose. */
export const usual = (now: Date): Date => choicesFrom(now)[3]!;
