import { expect, test } from 'vitest';
import { uuidv7 } from './uuidv7';

test('carries its time, its version and its variant', () => {
  const id = uuidv7(0x0198_0000_0000);

  expect(id).toMatch(/^01980000-0000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('rises within one millisecond, also past the counter, and when the clock steps back', () => {
  const now = 0x0199_0000_0000;
  const ids = Array.from({ length: 10_000 }, () => uuidv7(now));
  ids.push(uuidv7(now - 60_000));

  expect(ids).toEqual([...ids].sort());
  expect(new Set(ids).size).toBe(ids.length);
});
