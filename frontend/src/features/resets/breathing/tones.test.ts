import { expect, test } from 'vitest';
import { pitch, soundTime } from './tones';

/** A sound card whose crystal runs a little fast, and whose sound leaves the speaker 30 ms after it was made. */
function soundCard(parts: number) {
  const began = performance.now() - 1000;
  const made = (at: number): number => ((at - began) / 1000) * (1 + parts);
  return {
    get currentTime(): number {
      return made(performance.now());
    },
    getOutputTimestamp: () => ({
      performanceTime: performance.now(),
      contextTime: made(performance.now()) - 0.03,
    }),
  };
}

test('a tone is ordered for the moment at which it is heard', () => {
  const card = soundCard(0);
  const now = performance.now();

  expect(soundTime(card, now + 2000) - card.currentTime).toBeCloseTo(2 - 0.03, 2);
});

test('a card that runs 0.01 % fast is off by less than a millisecond, because it is asked for every tone', () => {
  const fast = soundCard(1e-4);
  const ahead = 8000; // the longest step
  const now = performance.now();
  const wanted = fast.getOutputTimestamp().contextTime + (ahead / 1000) * (1 + 1e-4);

  expect(Math.abs(soundTime(fast, now + ahead) - wanted)).toBeLessThan(0.001 + 0.0005);
});

test('before the first sample the time of the context has to do', () => {
  const silent = { currentTime: 0, getOutputTimestamp: () => ({ contextTime: 0, performanceTime: 0 }) };

  expect(soundTime(silent, performance.now() + 1000)).toBeCloseTo(1, 2);
});

test('the tone rises with the lungs', () => {
  expect(pitch(0)).toBeLessThan(pitch(0.75));
  expect(pitch(0.75)).toBeLessThan(pitch(1));
});
