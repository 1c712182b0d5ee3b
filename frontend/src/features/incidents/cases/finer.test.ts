import { expect, test } from 'vitest';
import { ANYTHING, askedOf, countOf } from './finer';

test('what says nothing is not asked for', () => {
  expect(askedOf(ANYTHING)).toEqual({});
  expect(askedOf({ ...ANYTHING, text: '  ' })).toEqual({});
});

test('the mildest is asked for like any other', () => {
  expect(askedOf({ ...ANYTHING, severity: '0', late: true })).toEqual({ severity: '0', late: 'true' });
  expect(countOf({ ...ANYTHING, kind: 'threat', urgent: true })).toBe(2);
});
