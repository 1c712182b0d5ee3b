import { EXERCISES, isBreathing, isHold, type ExerciseName, type Step } from './exercises';

/** One session, fixed before it starts. All times are whole milliseconds from its beginning. */
export interface Plan {
  steps: readonly Step[];
  cycles: number;
  cycleMs: number;
  /** Never less than what was chosen: the length is kept whole, and then the last breath out may finish. */
  totalMs: number;
  /** A breath that was broken off begins again; of other exercises only the step. */
  resumesAt: 'cycle' | 'step';
}

export interface Place {
  cycle: number;
  index: number;
  step: Step;
  startsMs: number;
  endsMs: number;
}

export function planFor(name: ExerciseName, seconds: number, { skipHolds = false } = {}): Plan {
  const { steps: all, once } = EXERCISES[name];
  const kept = skipHolds ? all.filter((step) => !isHold(step)) : all;
  const steps = once ? kept.map((step) => ({ ...step, ms: (seconds * 1000) / kept.length })) : kept;
  const cycleMs = steps.reduce((sum, { ms }) => sum + ms, 0);
  const cycles = once ? 1 : Math.ceil((seconds * 1000) / cycleMs);
  return { steps, cycles, cycleMs, totalMs: cycles * cycleMs, resumesAt: isBreathing(name) ? 'cycle' : 'step' };
}

/** Where a session is after so long. Every boundary is counted from the beginning, so nothing adds up. */
export function phaseAt({ steps, cycleMs, totalMs }: Plan, elapsed: number): Place | null {
  if (elapsed < 0 || elapsed >= totalMs) return null;
  const cycle = Math.floor(elapsed / cycleMs);
  let startsMs = cycle * cycleMs;
  for (const [index, step] of steps.entries()) {
    const endsMs = startsMs + step.ms;
    if (elapsed < endsMs) return { cycle, index, step, startsMs, endsMs };
    startsMs = endsMs;
  }
  return null;
}

/** How full the lungs are when a step begins: as the step before left them. */
export function levelBefore({ steps }: Plan, index: number): number {
  return steps.at(index - 1)!.level;
}

export const secondsUntil = (endMs: number, elapsed: number): number => Math.ceil((endMs - elapsed) / 1000);

/** When something that is shown changes next: a step, its count, or the time that is left. */
export function nextChange({ totalMs }: Plan, { endsMs }: Place, elapsed: number): number {
  const after = (endMs: number): number => endMs - (secondsUntil(endMs, elapsed) - 1) * 1000;
  return Math.min(endsMs, after(endsMs), after(totalMs));
}

export function resumeMs({ resumesAt, cycleMs }: Plan, { cycle, startsMs }: Place): number {
  return resumesAt === 'cycle' ? cycle * cycleMs : startsMs;
}
