import { expect, test } from 'vitest';
import { Thrice } from './thrice';

function press(thrice: Thrice, at: number, key = 'Shift'): number {
  thrice.down(key);
  return thrice.up(key, at);
}

test('three presses within five seconds are the way out, and each tells how many are missing', () => {
  const thrice = new Thrice();

  expect([0, 2000, 4900].map((at) => press(thrice, at))).toEqual([2, 1, 0]);
});

test('slow presses are not', () => {
  const thrice = new Thrice();

  expect([0, 3000, 5100, 9000].map((at) => press(thrice, at))).toEqual([2, 1, 1, 1]);
});

test('a capital letter is not a press', () => {
  const thrice = new Thrice();
  for (const at of [0, 100, 200]) {
    thrice.down('Shift');
    thrice.down('A');
    thrice.up('A', at);
    expect(thrice.up('Shift', at + 10)).toBe(3);
  }
});

test('Escape leaves nothing', () => {
  const thrice = new Thrice();

  expect([0, 100, 200].map((at) => press(thrice, at, 'Escape'))).toEqual([3, 3, 3]);
});
