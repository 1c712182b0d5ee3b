import { expect, test } from 'vitest';
import { isJustOver, isWorthKeeping, leftOf, mayRevise, minutesOf, RESETS, untilNextMinute, type Reset } from './reset';

const STARTED = '2026-03-02T09:00:00.000+01:00';
const walk: Reset = {
  id: 'a',
  revision: 1,
  kind: 'walk',
  started_at: STARTED,
  planned_seconds: 300,
  ended_at: null,
  before: null,
  after: null,
};
const after = (seconds: number): Date => new Date(new Date(STARTED).getTime() + seconds * 1000);

test('what is left is told by the clock on the wall alone', () => {
  const left = [0, 1, 240, 299, 300, 9999].map((seconds) => leftOf(walk, after(seconds)) / 1000);

  expect(left).toEqual([300, 299, 60, 1, 0, 0]);
});

test('a clock that was set back makes no break longer', () => {
  expect(leftOf(walk, after(-3600))).toBe(300_000);
});

test('what was ended early is over', () => {
  expect(leftOf({ ...walk, ended_at: '2026-03-02T09:01:00.000+01:00' }, after(90))).toBe(0);
});

test('minutes are rounded up, and looked at again exactly when they change', () => {
  for (let left = 1; left <= 300_000; left += 977) {
    const next = left - untilNextMinute(left);
    expect(minutesOf(next)).toBe(minutesOf(left) - 1);
    expect(minutesOf(next + 1)).toBe(minutesOf(left));
  }
});

test('changes are made for twelve hours, and none before it began', () => {
  expect([-1, 0, 43_200, 43_201].map((seconds) => mayRevise(walk, after(seconds)))).toEqual([false, true, true, false]);
});

test('what was opened by mistake is not kept, nor what cannot have lasted', () => {
  expect([0, 9, 10, 60, 43_200, 43_201].map((seconds) => isWorthKeeping(after(0), after(seconds)))).toEqual([
    false,
    false,
    true,
    true,
    true,
    false,
  ]);
});

test('somebody whose phone lay in a pocket is asked for half an hour, and not if they ended it themselves', () => {
  expect([299, 300, 2099, 2100].map((seconds) => isJustOver(walk, after(seconds)))).toEqual([false, true, true, false]);
  expect(isJustOver({ ...walk, ended_at: '2026-03-02T09:05:00.000+01:00' }, after(301))).toBe(true);
  expect(isJustOver({ ...walk, ended_at: '2026-03-02T09:02:00.000+01:00' }, after(301))).toBe(false);
  expect(isJustOver({ ...walk, after: 4 }, after(301))).toBe(false);
});

test('the server hears these fields and no other', () => {
  const more = { ...walk, note: 'mine' } as Reset;

  expect(Object.keys(RESETS.contentOf(more, STARTED)).sort()).toEqual([
    'after',
    'before',
    'ended_at',
    'kind',
    'planned_seconds',
    'revised_at',
    'revision',
    'started_at',
  ]);
});
