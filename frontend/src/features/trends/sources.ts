import type { Blurred } from './bands';

interface Part extends Blurred {
  name: string;
}

/** Named clearly more often than most: the whole band lies above the bands of more than half of the others. */
export function standingOut<One extends Part>(parts: One[]): One[] {
  const low = (one: Part): number => one.value - one.half_width;
  const high = (one: Part): number => one.value + one.half_width;
  return parts.filter((one) => {
    const passed = parts.filter((other) => other !== one && high(other) < low(one));
    return passed.length > (parts.length - 1) / 2;
  });
}

/** How far the axis must reach so that every band fits, in steps of ten hundredths. */
export const reach = (parts: Part[]): number =>
  Math.min(1, Math.ceil(Math.max(...parts.map((one) => one.value + one.half_width)) * 10) / 10);
