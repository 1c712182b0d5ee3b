import { expect, test } from 'vitest';
import { draw, lastWeeks, type Point } from './chart';

const FRAME = { width: 500, height: 300 };
const week = (starts_on: string, mean = 3.3, half_width = 0.2): Point => ({
  starts_on,
  mean,
  half_width,
  alert: false,
});
const THREE = [week('2026-01-05'), week('2026-01-12', 3.1), week('2026-01-19', 3.4)];

test('weeks run from the left edge to the right one', () => {
  const { days, line } = draw(THREE, [], FRAME);

  expect(days.map(({ x }) => x)).toEqual([28, 256, 484]);
  expect(line).toMatch(/^M28 .*L484 [\d.]+$/);
});

test('a small change does not fill the whole height', () => {
  const { low, high } = draw(THREE, [], FRAME);

  expect(high - low).toBeGreaterThanOrEqual(2);
  expect(low).toBeGreaterThanOrEqual(1);
  expect(high).toBeLessThanOrEqual(5);
});

test('a line lies near the middle of its axis', () => {
  expect(draw([week('2026-01-05', 3.3, 0.2)], [], FRAME)).toMatchObject({ low: 2, high: 4 });
});

test.each([1.1, 2, 3, 4.9, 5])('a line at %s lies inside its axis', (mean) => {
  const { low, high } = draw([week('2026-01-05', mean, 0.05)], [], FRAME);

  expect(low).toBeLessThanOrEqual(mean);
  expect(high).toBeGreaterThanOrEqual(mean);
  expect(high - low).toBeGreaterThanOrEqual(2);
});

test('no line is drawn across a week that was lost', () => {
  const { line, band } = draw([...THREE, week('2026-02-02')], [], FRAME);

  expect(line.match(/M/g)).toHaveLength(2);
  expect(band.match(/Z/g)).toHaveLength(2);
});

test('a change keeps its letter, whichever weeks are shown', () => {
  const starts = ['2026-01-05', '2026-01-19'];

  expect(draw(THREE, starts, FRAME).flags.map(({ letter }) => letter)).toEqual(['A', 'B']);
  expect(draw(lastWeeks(THREE, 2), starts, FRAME).flags.map(({ letter }) => letter)).toEqual(['B']);
});

test('a change that is still to come is not drawn', () => {
  expect(draw(THREE, ['2026-01-26'], FRAME).flags).toEqual([]);
});
