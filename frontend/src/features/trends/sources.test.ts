import { expect, test } from 'vitest';
import { reach, standingOut } from './sources';

const part = (name: string, value: number, half_width = 0.03) => ({ name, value, half_width });

test('what stands out lies above most of the others with its whole band', () => {
  const parts = [
    part('customer', 0.3),
    part('workload', 0.28),
    part('tools', 0.1),
    part('schedule', 0.09),
    part('guidance', 0.12),
  ];

  expect(standingOut(parts).map(({ name }) => name)).toEqual(['customer', 'workload']);
});

test('bands that overlap are not ranked', () => {
  expect(standingOut([part('customer', 0.22), part('workload', 0.2), part('tools', 0.18)])).toEqual([]);
});

test('the axis holds the widest band', () => {
  expect(reach([part('customer', 0.3, 0.08), part('tools', 0.1)])).toBe(0.4);
});
