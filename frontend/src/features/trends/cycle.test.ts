import { expect, test } from 'vitest';
import { BLOCKS, blocksShown, DAYS, standingOut, stepOf, weekdaysShown, type Slot } from './cycle';

const nothing = (): Slot[] => Array<Slot>(DAYS * BLOCKS).fill(null);

test.each([
  [-0.6, 0.2, -2],
  [-0.3, 0.2, -1],
  [-0.1, 0.2, 0],
  [0.3, 0.2, 1],
  [0.6, 0.2, 2],
] as const)('%s with a half width of %s is step %s', (value, half_width, step) => {
  expect(stepOf({ value, half_width })).toBe(step);
});

test('only the hours and days in which something can be said are shown', () => {
  const slots = nothing();
  slots[4] = slots[3 * BLOCKS + 7] = { value: 0, half_width: 0.3 };

  expect(blocksShown(slots)).toEqual([4, 5, 6, 7]);
  expect(weekdaysShown(slots)).toEqual([0, 3]);
});

test('what stands out is told in the order of the week, not by size', () => {
  const slots = nothing();
  slots[4] = { value: -0.3, half_width: 0.1 };
  slots[3 * BLOCKS + 7] = { value: -0.9, half_width: 0.1 };
  slots[5] = { value: 0.1, half_width: 0.3 };

  expect(standingOut(slots, -1).map(({ weekday, block }) => [weekday, block])).toEqual([
    [0, 4],
    [3, 7],
  ]);
  expect(standingOut(slots, 1)).toEqual([]);
});
