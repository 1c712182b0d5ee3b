import { expect, test } from 'vitest';
import { addressOf, wishOf } from './address';

test('an address says the whole wish', () => {
  for (const skipHolds of [false, true]) {
    const wish = { pattern: 'box', seconds: 120, skipHolds } as const;
    expect(wishOf(addressOf(wish).replace('/breathe/', ''))).toEqual(wish);
  }
});

test.each(['', 'nonsense/60', 'constructor/60', 'cyclic_sighing/0', 'cyclic_sighing/1e9', 'cyclic_sighing/60.5'])(
  'from “%s” one still gets to breathe',
  (param) => {
    expect(wishOf(param)).toEqual({ pattern: 'cyclic_sighing', seconds: 60, skipHolds: false });
  },
);
