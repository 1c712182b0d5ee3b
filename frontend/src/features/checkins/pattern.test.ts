import { describe, expect, test } from 'vitest';
import type { Entry, Mood, Source } from './answers';
import { behindLow, byDay, cycleOf, extremes } from './pattern';

let made = 0;
const entry = (answered_at: string, mood: Mood, sources: Source[] = []): Entry => ({
  id: `e${made++}`,
  revision: 1,
  answered_at,
  mood,
  energy: null,
  feelings: [],
  body: [],
  sources,
});
const times = (count: number, answered_at: string, mood: Mood): Entry[] =>
  Array.from({ length: count }, () => entry(answered_at, mood));

const MONDAY_9 = '2026-03-02T09:40:00+03:00';
const MONDAY_10 = '2026-03-02T10:59:00-08:00';
const TUESDAY_13 = '2026-03-03T13:00:00+00:00';

describe('the cycle', () => {
  test('puts an entry where its own wall clock was, whatever the zone', () => {
    const cycle = cycleOf([entry(MONDAY_9, 2), entry(MONDAY_10, 1), entry(TUESDAY_13, 4)]);

    expect(cycle.weekdays).toEqual([0, 1]);
    expect(cycle.blocks).toEqual([9, 13]);
    expect(cycle.cell(0, 9)).toMatchObject({ count: 2, mean: 1.5, mood: 2 });
    expect(cycle.cell(1, 9)).toBeUndefined();
  });

  test('counts half past midnight with the evening it belongs to', () => {
    const cycle = cycleOf([entry('2026-03-02T00:30:00+00:00', 3)]);

    expect(cycle.cell(6, 23)).toMatchObject({ count: 1 });
  });
});

describe('lowest and highest', () => {
  test('are said when there are ten check-ins and three in the cell', () => {
    const found = extremes([...times(4, MONDAY_9, 2), ...times(6, TUESDAY_13, 4)]);

    expect(found?.lowest).toMatchObject({ weekday: 0, block: 9 });
    expect(found?.highest).toMatchObject({ weekday: 1, block: 13 });
  });

  test('are not said on nine check-ins, on thin cells, or where all is alike', () => {
    expect(extremes([...times(4, MONDAY_9, 2), ...times(5, TUESDAY_13, 4)])).toBeNull();
    expect(extremes([...times(2, MONDAY_9, 1), ...times(2, TUESDAY_13, 5), ...times(8, MONDAY_10, 3)])).toBeNull();
    expect(extremes([...times(5, MONDAY_9, 3), ...times(5, TUESDAY_13, 3)])).toBeNull();
  });
});

test('what is behind the low ones counts rough and low alone, the most frequent first', () => {
  const entries = [
    entry(MONDAY_9, 1, ['customer', 'workload']),
    entry(MONDAY_9, 2, ['customer']),
    entry(MONDAY_9, 2, ['workload', 'customer']),
    entry(MONDAY_9, 2, ['tools']),
    entry(MONDAY_9, 4, ['tools', 'tools']),
  ];

  expect(behindLow(entries)).toEqual([
    { source: 'customer', count: 3, of: 4 },
    { source: 'workload', count: 2, of: 4 },
  ]);
  expect(behindLow(entries.slice(0, 2))).toEqual([]);
});

test('days are the person’s own, the newest first', () => {
  const early = entry('2026-03-02T23:50:00-08:00', 3);
  const later = entry('2026-03-03T00:10:00-08:00', 4);

  expect(byDay([early, later]).map(({ day }) => day)).toEqual(['2026-03-03', '2026-03-02']);
});
