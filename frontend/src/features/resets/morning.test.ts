import { expect, test } from 'vitest';
import { carriesYesterday, hadOpener, isBeforeFirst, type Told } from './morning';
import type { Reset } from './reset';

const at = (answered_at: string, mood: number): Told => ({ answered_at: `${answered_at}:00.000+01:00`, mood });
const MORNING = '2026-03-02T08:30:00.000+01:00';

test('yesterday is carried when its last check-in was low, whatever order they come in', () => {
  const better = at('2026-03-01T09:00', 4);
  const low = at('2026-03-01T17:00', 2);

  expect(carriesYesterday([low, better], MORNING)).toBe(true);
  expect(carriesYesterday([better, low], MORNING)).toBe(true);
  expect(carriesYesterday([better, { ...low, mood: 3 }], MORNING)).toBe(false);
});

test('it is asked in the morning alone, and of yesterday alone', () => {
  const low = at('2026-03-01T17:00', 1);

  expect(carriesYesterday([low], '2026-03-02T12:00:00.000+01:00')).toBe(false);
  expect(carriesYesterday([at('2026-02-28T17:00', 1)], MORNING)).toBe(false);
  expect(carriesYesterday([at('2026-03-02T08:00', 1)], MORNING)).toBe(false);
  expect(carriesYesterday([], MORNING)).toBe(false);
});

test('yesterday is the day before by the watch, also over the end of a month', () => {
  expect(carriesYesterday([at('2026-02-28T23:50', 2)], '2026-03-01T07:00:00.000+01:00')).toBe(true);
});

test('the opener is for before the first check-in of the day', () => {
  expect(isBeforeFirst([], MORNING)).toBe(true);
  expect(isBeforeFirst([at('2026-03-01T17:00', 3)], MORNING)).toBe(true);
  expect(isBeforeFirst([at('2026-03-02T07:00', 3)], MORNING)).toBe(false);
});

test('once a day is enough for the opener', () => {
  const opener = (started_at: string): Reset => ({ kind: 'opener', started_at }) as Reset;

  expect(hadOpener([opener('2026-03-02T08:00:00.000+01:00')], MORNING)).toBe(true);
  expect(hadOpener([opener('2026-03-01T08:00:00.000+01:00')], MORNING)).toBe(false);
});
