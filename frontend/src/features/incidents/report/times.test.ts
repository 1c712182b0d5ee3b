import { expect, test } from 'vitest';
import { freshDraft, minuteOf, NEW, type Draft } from './draft';
import { asOf, isLater, localTime, readTime } from './times';

const EVENING = new Date(2026, 2, 2, 23, 10);
const NEXT_DAY = new Date(2026, 2, 3, 9, 0);
const today: Draft = { ...freshDraft(NEW, EVENING), when: 'today', at: minuteOf(new Date(2026, 2, 2, 22, 10)) };

test('what was today when it was written is another day on the next, with its date', () => {
  expect(asOf(today, EVENING)).toBe(today);

  const then = asOf(today, NEXT_DAY);
  expect([then.when, then.at]).toEqual(['other', today.at]);
  expect(localTime(then.at)).toBe('2026-03-02T22:10');
});

test('a time that is corrected after midnight stays on the day that was meant', () => {
  const at = readTime('22:40', today.at, NEXT_DAY);

  expect(localTime(at)).toBe('2026-03-02T22:40');
});

test('a field that is emptied empties the time, and then one is asked for', () => {
  expect(readTime('', today.at, EVENING)).toBe('');
  expect(isLater({ ...today, at: '' }, EVENING)).toBe(true);
  expect(localTime('')).toBe('');
  expect(asOf({ ...today, at: '' }, NEXT_DAY).when).toBe('today');
  expect(localTime(readTime('21:00', '', EVENING))).toBe('2026-03-02T21:00');
});

test('a time that the server keeps in another zone is shown by the clock of whoever reads it', () => {
  const at = new Date(2026, 2, 2, 22, 10).toISOString();

  expect(localTime(at)).toBe('2026-03-02T22:10');
});
