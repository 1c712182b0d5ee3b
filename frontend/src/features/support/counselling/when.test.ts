import { describe, expect, test } from 'vitest';
import { byDay, dayKey, differs, nearness, placeOf } from './when';

const at = (starts_at: string): { starts_at: string } => ({ starts_at });

test('times come by the days of this clock, in their order', () => {
  const morning = new Date(2026, 10, 23, 9).toISOString();
  const late = new Date(2026, 10, 23, 23, 30).toISOString();
  const next = new Date(2026, 10, 24, 0, 30).toISOString();

  const days = byDay([at(morning), at(late), at(next)]);

  expect(days.map(({ key }) => key)).toEqual(['2026-11-23', '2026-11-24']);
  expect(days.map(({ times }) => times.length)).toEqual([2, 1]);
});

describe('nearness', () => {
  const now = new Date(2026, 9, 24, 22);

  test.each([
    [new Date(2026, 9, 24, 23), 'today'],
    [new Date(2026, 9, 25, 1), 'tomorrow'],
    [new Date(2026, 9, 26, 1), null], // the day between may have had 25 hours
  ])('%s is %s', (moment, word) => expect(nearness(moment, now)).toBe(word));
});

test('another zone differs only where its clock shows something else', () => {
  const winter = new Date('2026-01-15T12:00:00Z');

  expect(dayKey(winter, 'UTC')).toBe('2026-01-15');
  expect(differs(winter, Intl.DateTimeFormat().resolvedOptions().timeZone)).toBe(false);
  expect(differs(winter, 'Pacific/Kiritimati') || differs(winter, 'Pacific/Pago_Pago')).toBe(true);
});

test('a zone is said as a place', () => {
  expect(placeOf('America/New_York')).toBe('New York');
  expect(placeOf('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
});
