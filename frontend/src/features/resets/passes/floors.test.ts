import { expect, test } from 'vitest';
import type { Floors } from '../../../shared/api/types';
import { together, untilNextMark } from './floors.svelte';

const MARK = '2026-03-02T10:05:00Z';
const at = (time: string): Date => new Date(`2026-03-02T${time}Z`);
const floors = (...ids: number[]): Floors => ({
  as_of: MARK,
  floors: ids.map((id) => ({ unit: { id, name: `Unit ${id}` }, in_use: 1, allowed: 3 })),
});

test.each([
  ['10:05:00', 302],
  ['10:07:30', 152],
  ['10:09:59', 32],
  ['10:30:00', 32], // this clock runs ahead: ask calmly until the server’s mark has passed
])('at %s the number is asked for again in %s seconds', (time, seconds) => {
  expect(untilNextMark(MARK, at(time)) / 1000).toBe(seconds);
});

test('a floor that one stands on and leads is shown once, first', () => {
  expect(together(floors(7), floors(3, 7, 9)).floors.map(({ unit }) => unit.id)).toEqual([7, 3, 9]);
});
