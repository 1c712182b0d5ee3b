import { expect, test } from 'vitest';
import { countEnds, levelEnds, moodEnds, shareEnds } from './bands';

test('the ends of a band are rounded outwards, never inwards', () => {
  expect(moodEnds({ value: 3.25, half_width: 0.12 }, 'en')).toEqual({ low: '3.1', high: '3.4' });
});

test('a narrow band has a second decimal, and no band a third', () => {
  expect(moodEnds({ value: 3.25, half_width: 0.04 }, 'en')).toEqual({ low: '3.21', high: '3.29' });
  expect(moodEnds({ value: 3.25, half_width: 0.004 }, 'en')).toEqual({ low: '3.24', high: '3.26' });
});

test('numbers are written as the language writes them', () => {
  expect(moodEnds({ value: 3.25, half_width: 0.12 }, 'ru')).toEqual({ low: '3,1', high: '3,4' });
});

test('no end leaves what is possible', () => {
  expect(moodEnds({ value: 4.9, half_width: 0.4 }, 'en').high).toBe('5.0');
  expect(shareEnds({ value: 0.02, half_width: 0.05 }, 'en')).toEqual({ low: '0', high: '7' });
  expect(countEnds({ value: 12, half_width: 20 }, 'en')).toEqual({ low: '0', high: '32' });
});

test('a difference carries its sign', () => {
  const change = { value: 0.2, half_width: 0.15 };

  expect(levelEnds(change, 'en', { signed: true })).toEqual({ low: '0.0', high: '+0.4' });
  expect(levelEnds({ value: -0.4, half_width: 0.1 }, 'en', { signed: true })).toEqual({ low: '-0.5', high: '-0.3' });
});
