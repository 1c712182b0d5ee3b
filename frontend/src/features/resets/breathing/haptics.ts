import type { Phase } from './exercises';

/** Milliseconds on, off, on. Each phase feels different under a thumb with the eyes closed. */
const FEELS: Record<Phase | 'end', number[]> = {
  in: [20, 90, 40, 90, 70],
  top_up: [50, 60, 50],
  hold: [25],
  out: [220],
  rest: [25, 120, 25],
  notice: [80],
  end: [60, 140, 60, 140, 60],
};

/** iPhones have no motor for pages; some browsers promise and do nothing. So the answer is never looked at. */
export function feel(phase: keyof typeof FEELS): void {
  navigator.vibrate?.(FEELS[phase]);
}

export function feelNothing(): void {
  navigator.vibrate?.(0);
}

/** Worth a switch: a page that may ask for it, on a thing that is held. */
export const mayVibrate = (): boolean => 'vibrate' in navigator && matchMedia('(pointer: coarse)').matches;
