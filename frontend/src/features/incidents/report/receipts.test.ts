import { expect, test } from 'vitest';
import { inFours, LETTERS, makeReceipt, spelt } from './receipts';
import vectors from './receipts.vectors.json';

test.each(vectors)('the server reads $receipt as this phone makes it', async ({ bytes, receipt }) => {
  expect(await makeReceipt(new Uint8Array(bytes))).toBe(receipt);
  expect(await spelt(receipt)).toBe(receipt);
});

test('each is another one, of twenty letters of which no two look alike', async () => {
  const many = new Set(await Promise.all(Array.from({ length: 200 }, () => makeReceipt())));

  expect(many.size).toBe(200);
  for (const one of many) expect(one).toMatch(new RegExp(`^[${LETTERS}]{20}$`));
});

test('it may be typed as people type', async () => {
  const { receipt } = vectors[1]!;

  for (const typed of [receipt.toLowerCase(), ` ${inFours(receipt).join(' - ')} `, receipt.replace(/0/g, 'o')])
    expect(await spelt(typed)).toBe(receipt);
});

test('two letters that changed places, and what is too short, are told at once', async () => {
  const { receipt } = vectors[1]!;

  expect(await spelt(receipt[1]! + receipt[0]! + receipt.slice(2))).toBeNull();
  expect(await spelt(receipt.slice(1))).toBeNull();
  expect(await spelt('')).toBeNull();
  expect(await spelt(receipt.replace(/.$/, 'U'))).toBeNull();
});

test('it is read out in groups of four', () => {
  expect(inFours('0123456789ABCDEFGHJK')).toEqual(['0123', '4567', '89AB', 'CDEF', 'GHJK']);
});
