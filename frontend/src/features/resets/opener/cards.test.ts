import { beforeEach, expect, test, vi } from 'vitest';
import { LEAD_MS, pageClock, Run } from '../breathing/run.svelte';
import { CARDS, OPENER, OPENER_SECONDS, spentUntil } from './cards';

const NINE = new Date('2026-03-02T09:00:00+01:00');
const ended = vi.fn();

beforeEach(() => {
  vi.useFakeTimers({ now: NINE });
  ended.mockClear();
  return () => vi.useRealTimers();
});

test('the cards fill the two minutes', () => {
  expect(CARDS.reduce((sum, { ms }) => sum + ms, 0)).toBe(OPENER_SECONDS * 1000);
  expect(OPENER_SECONDS).toBe(120);
});

test('each card stands for half a minute, and then it is over', () => {
  const run = new Run(OPENER, pageClock, { end: ended });
  vi.advanceTimersByTime(LEAD_MS);

  const seen = [];
  for (let card = 0; card < 4; card++) {
    seen.push(run.place?.index);
    expect(ended).not.toHaveBeenCalled();
    vi.advanceTimersByTime(30_000);
  }

  expect(seen).toEqual([0, 1, 2, 3]);
  expect(ended).toHaveBeenCalledOnce();
});

test('a lock in the second card and forty minutes in a pocket end nothing', () => {
  const run = new Run(OPENER, pageClock, { end: ended });
  vi.advanceTimersByTime(LEAD_MS + 40_000);
  run.pause();
  vi.advanceTimersByTime(40 * 60_000);
  expect([run.state, ended.mock.calls.length]).toEqual(['paused', 0]);

  run.resume();
  vi.advanceTimersByTime(LEAD_MS);
  expect(run.place?.index).toBe(1);
  vi.advanceTimersByTime(90_000);
  expect(ended).toHaveBeenCalledOnce();
});

test('what is kept is two minutes long', () => {
  const { started_at, ended_at } = spentUntil(NINE);

  expect([ended_at, NINE.getTime() - started_at.getTime()]).toEqual([NINE, 120_000]);
});
