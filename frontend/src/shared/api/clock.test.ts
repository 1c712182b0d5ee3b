import { expect, test } from 'vitest';
import { localIso, wallClock } from './clock';

test('writes the time with the offset of the device', () => {
  const noon = new Date('2026-03-02T12:00:00.250Z');

  expect(localIso(noon, 330)).toBe('2026-03-02T17:30:00.250+05:30');
  expect(localIso(noon, -210)).toBe('2026-03-02T08:30:00.250-03:30');
  expect(localIso(noon, 0)).toBe('2026-03-02T12:00:00.250+00:00');
});

test('reads the wall clock of where it was written', () => {
  expect(wallClock('2026-03-02T01:15:00+09:00')).toEqual({ hour: 1, weekday: 0, day: '2026-03-02' });
  expect(wallClock('2026-03-01T23:15:00-05:00')).toEqual({ hour: 23, weekday: 6, day: '2026-03-01' });
});
