import { beforeEach, expect, test } from 'vitest';
import { WallClock } from './wall-clock';

const HOUR = 3_600_000;
const TAP = '2026-03-02T12:00:00.000+01:00';
let ahead: number;
let clock: WallClock;
beforeEach(() => {
  ahead = 0;
  clock = new WallClock(() => ahead);
});

test('a clock set back by an hour takes the times written before with it, in their own offset', () => {
  clock.note(TAP);
  ahead = -HOUR;

  expect(clock.mended({ mood: 2, answered_at: TAP, revised_at: TAP })).toEqual({
    mood: 2,
    answered_at: '2026-03-02T11:00:00.000+01:00',
    revised_at: '2026-03-02T11:00:00.000+01:00',
  });
});

test('each time is mended by the clock that wrote it', () => {
  clock.note(TAP);
  ahead = -HOUR;
  const later = '2026-03-02T11:01:00.000-03:30';
  clock.note(later);

  expect(clock.mend(later)).toBe(later);
  expect(clock.mend(TAP)).toBe('2026-03-02T11:00:00.000+01:00');
});

test.each([-120_000, 90_000, HOUR])('a jump of %i ms mends nothing: too small, or a phone that slept', (jump) => {
  clock.note(TAP);
  ahead = jump;

  expect(clock.mend(TAP)).toBe(TAP);
});

test('what this page did not write, and what is no check-in, stays as it is', () => {
  ahead = -HOUR;

  expect(clock.mended({ answered_at: TAP })).toEqual({ answered_at: TAP });
  expect(clock.mended(undefined)).toBeUndefined();
});
