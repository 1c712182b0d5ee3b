const two = (n: number): string => String(n).padStart(2, '0');

/** ISO 8601 with the device's own offset, so that a late check-in still knows its local hour. */
export function localIso(date: Date, offset = -date.getTimezoneOffset()): string {
  const shifted = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1);
  const sign = offset < 0 ? '-' : '+';
  const minutes = Math.abs(offset);
  return `${shifted}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** The wall clock of a written time: what the person's own watch showed, wherever it is read now. */
export function wallClock(iso: string): { hour: number; weekday: number; day: string } {
  const [day = '', time = ''] = iso.split('T');
  const weekday = (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7; // Monday is 0
  return { hour: Number(time.slice(0, 2)), weekday, day };
}
