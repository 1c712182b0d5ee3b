import { describe, expect, test } from 'vitest';
import { BREATHING_NAMES, EXERCISES, LENGTHS, OTHER_NAMES, type ExerciseName } from './exercises';
import { nextChange, phaseAt, planFor, resumeMs } from './pattern';

const seconds = (name: ExerciseName, options = {}): number[] =>
  planFor(name, 60, options).steps.map(({ ms }) => ms / 1000);

test('the five patterns have the timings that their pages promise', () => {
  expect(Object.fromEntries(BREATHING_NAMES.map((name) => [name, seconds(name)]))).toEqual({
    cyclic_sighing: [2, 1, 6],
    box: [4, 4, 4, 4],
    coherent: [5.5, 5.5],
    longer_exhale: [4, 6],
    four_seven_eight: [4, 7, 8],
  });
});

test('without the holds only breathing in and out is left', () => {
  expect(seconds('box', { skipHolds: true })).toEqual([4, 4]);
  expect(seconds('four_seven_eight', { skipHolds: true })).toEqual([4, 8]);
  expect(seconds('cyclic_sighing', { skipHolds: true })).toEqual([2, 1, 6]);
});

describe.each([...BREATHING_NAMES, ...OTHER_NAMES])('%s', (name) => {
  test.each(LENGTHS)('%i seconds are kept whole, and the last breath out is finished', (length) => {
    const plan = planFor(name, length);
    const last = phaseAt(plan, plan.totalMs - 1)!;

    expect(plan.totalMs).toBeGreaterThanOrEqual(length * 1000);
    expect(plan.totalMs - plan.cycleMs).toBeLessThan(length * 1000);
    expect(last.endsMs).toBe(plan.totalMs);
    expect(last.step).toEqual(plan.steps.at(-1));
    expect(phaseAt(plan, plan.totalMs)).toBeNull();
  });

  test('each step begins where the one before it ends, over five minutes', () => {
    const plan = planFor(name, 300);
    let at = 0;
    for (let number = 0; number < plan.cycles * plan.steps.length; number++) {
      const place = phaseAt(plan, at)!;
      expect(place.startsMs).toBe(at);
      expect(place.step).toEqual(plan.steps[number % plan.steps.length]);
      expect(phaseAt(plan, place.endsMs - 0.01)).toEqual(place);
      at = place.endsMs;
    }

    expect(at).toBe(plan.totalMs);
  });
});

test('the exact lengths of a minute', () => {
  const total = (name: ExerciseName): number => planFor(name, 60).totalMs / 1000;

  expect([...BREATHING_NAMES, ...OTHER_NAMES].map(total)).toEqual([63, 64, 66, 60, 76, 60, 60, 60]);
});

test('nothing is shown before the beginning', () => {
  expect(phaseAt(planFor('box', 60), -1)).toBeNull();
});

test('a new count is shown at every second before the end of a step, and of the whole', () => {
  const plan = planFor('coherent', 60); // 66 seconds, steps of 5.5
  const place = phaseAt(plan, 0)!;

  expect(nextChange(plan, place, 0)).toBe(500); // 5 of the step
  expect(nextChange(plan, place, 500)).toBe(1000); // 65 of all
  expect(nextChange(plan, place, 5000)).toBe(5500); // the next step
});

test('a broken-off breath begins again; of the other exercises only the step does', () => {
  const breath = planFor('box', 60);
  const senses = planFor('grounding', 60);

  expect(resumeMs(breath, phaseAt(breath, 16_000 + 9000)!)).toBe(16_000);
  expect(resumeMs(senses, phaseAt(senses, 25_000)!)).toBe(24_000);
});

test('every hold says how to leave it out, and nothing breathes fast', () => {
  for (const name of BREATHING_NAMES) {
    const cycle = planFor(name, 60, { skipHolds: true }).cycleMs;
    expect(cycle, name).toBeGreaterThanOrEqual(8000); // at most seven and a half breaths a minute
    expect(EXERCISES[name].evidence, name).toBeDefined();
  }
});
