import { expect, test } from 'vitest';
import { isoDay, mondays, weeksBetween } from './days';

test.each([
  ['a Sunday', new Date(2026, 10, 22), '2026-11-30'],
  ['a Monday', new Date(2026, 10, 23), '2026-11-30'],
  ['a Tuesday', new Date(2026, 10, 24), '2026-12-07'],
])('from %s on, the first Monday offered is a week away at least', (_name, today, first) => {
  expect(mondays(today, 2).map(isoDay)[0]).toBe(first);
});

test('every day that is offered is a Monday, also across the change of clocks', () => {
  for (const day of mondays(new Date(2026, 2, 1), 40)) expect(day.getDay()).toBe(1);
});

test('weeks are counted across the change of clocks', () => {
  expect(weeksBetween('2026-03-23', '2026-04-06')).toBe(2);
});
