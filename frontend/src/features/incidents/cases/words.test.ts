import { expect, test } from 'vitest';
import { isLate, lastingWord } from './words';

const NOW = Date.parse('2026-03-04T12:00:00Z');
const before = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();

test.each([
  [0, '1 minute'],
  [59, '59 minutes'],
  [60, '1 hour'],
  [47 * 60 + 59, '47 hours'],
  [48 * 60, '2 days'],
])('after %i minutes it waits for %s', (minutes, words) => {
  expect(lastingWord(before(minutes), NOW)).toBe(words);
});

test('it is late from the moment on at which it is due', () => {
  expect(isLate(before(0), NOW)).toBe(true);
  expect(isLate(before(-1), NOW)).toBe(false);
  expect(isLate(null, NOW)).toBe(false);
});
