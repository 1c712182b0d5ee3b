const DAY = 24 * 60 * 60 * 1000;

/** Numbers change: one that nobody has looked at for half a year fails the tests, and the page says so. */
export const GOOD_FOR_DAYS = 180;

export const dayOf = (checkedOn: string): Date => new Date(`${checkedOn}T12:00:00`);

export function ageInDays(checkedOn: string, now: Date): number {
  return Math.floor((now.getTime() - Date.parse(`${checkedOn}T00:00:00Z`)) / DAY);
}

export function isOld(checkedOn: string, now: Date): boolean {
  return ageInDays(checkedOn, now) > GOOD_FOR_DAYS;
}
