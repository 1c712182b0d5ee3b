import { describe, expect, test } from 'vitest';
import { recommended } from './recommended';
import { whatHelps, type Says } from './helps';
import type { Felt, Reset } from './reset';

type Pair = [before: number, after: number];

let number = 0;
const reset = (kind: Reset['kind'], before: number | null, after: number | null): Reset => ({
  id: String((number += 1)),
  revision: 1,
  kind,
  started_at: '2026-03-02T09:00:00.000+01:00',
  planned_seconds: 60,
  ended_at: '2026-03-02T09:01:00.000+01:00',
  before: before as Felt | null,
  after: after as Felt | null,
});
const done = (kind: Reset['kind'], ...pairs: Pair[]): Reset[] => pairs.map(([one, two]) => reset(kind, one, two));
const times = (count: number, pair: Pair): Pair[] => Array.from({ length: count }, () => pair);
const said = (resets: Reset[]): Record<string, Says> =>
  Object.fromEntries(whatHelps(resets).told.map(({ kind, says }) => [kind, says]));

/** The same numbers every time, and no pattern in them. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('what helps', () => {
  test('nothing is said about four times, however good they were', () => {
    const helps = whatHelps(done('walk', ...times(4, [1, 5])));

    expect(helps).toEqual({ told: [], early: ['walk'], hasBest: false });
  });

  test('only resets with a tap before and after count', () => {
    const half = [reset('walk', 1, null), reset('walk', null, 5), reset('walk', null, null)];

    expect(whatHelps([...half, ...done('walk', ...times(4, [1, 5]))]).told).toEqual([]);
    expect(whatHelps(half).early).toEqual([]);
  });

  test('five times clearly better are called better', () => {
    expect(said(done('box', [1, 3], [2, 3], [2, 4], [1, 2], [2, 3]))).toEqual({ box: 'better' });
  });

  test('now better, now lower, is called no clear difference', () => {
    expect(said(done('box', [1, 3], [4, 2], [2, 3], [3, 2], [3, 3]))).toEqual({ box: 'unclear' });
  });

  test('what often ends lower is said too', () => {
    expect(said(done('music', ...times(6, [4, 2])))).toEqual({ music: 'lower' });
  });

  test('five times no change at all is not proof of anything', () => {
    expect(said(done('quiet', ...times(5, [3, 3])))).toEqual({ quiet: 'unclear' });
  });

  test('the best comes first, and is called the best only when it is clearly ahead', () => {
    const ahead = whatHelps([...done('walk', ...times(8, [1, 4])), ...done('box', ...times(8, [2, 3]))]);
    const close = whatHelps([
      ...done('walk', ...times(5, [2, 4])),
      ...done('box', ...times(3, [1, 3]), ...times(3, [2, 3])),
    ]);

    expect(ahead.told.map(({ kind }) => kind)).toEqual(['walk', 'box']);
    expect([ahead.hasBest, close.hasBest]).toEqual([true, false]);
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('turning every answer round turns every word round (%i)', (seed) => {
    const roll = dice(seed);
    const face = (): number => 1 + Math.floor(roll() * 5);
    const pairs = Array.from({ length: 5 + Math.floor(roll() * 20) }, (): Pair => [face(), face()]);
    const turned = pairs.map(([before, after]): Pair => [after, before]);
    const opposite: Record<Says, Says> = { better: 'lower', lower: 'better', unclear: 'unclear' };

    expect(said(done('walk', ...turned))['walk']).toBe(opposite[said(done('walk', ...pairs))['walk']!]);
  });

  test('the order of days does not matter', () => {
    const resets = [...done('walk', [1, 3], [2, 2], [3, 4], [2, 5], [1, 1]), ...done('box', ...times(6, [2, 3]))];

    expect(whatHelps(resets.toReversed())).toMatchObject({ told: whatHelps(resets).told });
  });

  test('where a reset changes nothing, “better” is said to at most a few in a hundred', () => {
    const roll = dice(2026);
    const face = (): number => 1 + Math.floor(roll() * 5);
    let better = 0;
    for (let person = 0; person < 1000; person += 1) {
      const pairs = Array.from({ length: 12 }, (): Pair => [face(), face()]);
      if (said(done('walk', ...pairs))['walk'] === 'better') better += 1;
    }

    expect(better).toBeLessThan(80);
  });
});

describe('the recommended one', () => {
  test('is cyclic sighing until there is enough to say', () => {
    expect(recommended([])).toBe('cyclic_sighing');
    expect(recommended(done('box', ...times(4, [1, 5])))).toBe('cyclic_sighing');
    expect(recommended(done('box', ...times(9, [3, 3])))).toBe('cyclic_sighing');
  });

  test('is what helped most, and never a break', () => {
    const resets = [...done('walk', ...times(9, [1, 5])), ...done('grounding', ...times(6, [2, 4]))];

    expect(recommended(resets)).toBe('grounding');
  });
});
