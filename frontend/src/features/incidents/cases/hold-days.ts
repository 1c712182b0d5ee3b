const dayOf = (date: Date, later: number): string => {
  const day = new Date(date.getFullYear(), date.getMonth(), date.getDate() + later);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

/** On which days a hold may be looked at again; noon of the last one is still within the server's year. */
export const holdDays = (now: Date): { first: string; usual: string; last: string } => ({
  first: dayOf(now, 1),
  usual: dayOf(now, 90),
  last: dayOf(now, 364),
});
