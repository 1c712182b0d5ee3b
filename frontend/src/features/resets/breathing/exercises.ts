import type { Key } from '../../../shared/i18n/i18n.svelte';

export type Phase = 'in' | 'top_up' | 'hold' | 'out' | 'rest' | 'notice';

/** One stretch of an exercise: what is said, how long, and how full the lungs (and the circle) are at its end. */
export interface Step {
  phase: Phase;
  says: Key;
  cue: Key;
  ms: number;
  level: number;
}

export interface Exercise {
  name: Key;
  how: Key;
  /** What is known about it, and no more. */
  evidence?: Key;
  steps: readonly Step[];
  /** Not a breathing pattern: the steps share the whole length, once. */
  once?: true;
}

const step = (phase: Phase, says: Key, cue: Key, seconds: number, level: number): Step => ({
  phase,
  says,
  cue,
  ms: seconds * 1000,
  level,
});
const breatheIn = (seconds: number, level = 1): Step =>
  step('in', 'breathe.in', seconds > 2 ? 'breathe.in.small' : 'breathe.in.nose', seconds, level);
const hold = (seconds: number): Step => step('hold', 'breathe.hold', 'breathe.hold.cue', seconds, 1);
const rest = (seconds: number): Step => step('rest', 'breathe.rest', 'breathe.hold.cue', seconds, 0);
const breatheOut = (seconds: number, cue: Key = 'breathe.out.soft'): Step =>
  step('out', 'breathe.out', cue, seconds, 0);
const notice = (says: Key, cue: Key, seconds = 10): Step => step('notice', says, cue, seconds, 0.5);

/** The seconds of the first are ours; the trial describes its shape. */
const BREATHING = {
  cyclic_sighing: {
    name: 'breathe.cyclic_sighing',
    how: 'breathe.cyclic_sighing.how',
    evidence: 'breathe.cyclic_sighing.evidence',
    steps: [
      breatheIn(2, 0.75),
      step('top_up', 'breathe.top_up', 'breathe.top_up.cue', 1, 1),
      breatheOut(6, 'breathe.out.mouth'),
    ],
  },
  box: {
    name: 'breathe.box',
    how: 'breathe.box.how',
    evidence: 'breathe.box.evidence',
    steps: [breatheIn(4), hold(4), breatheOut(4), rest(4)],
  },
  coherent: {
    name: 'breathe.coherent',
    how: 'breathe.coherent.how',
    evidence: 'breathe.coherent.evidence',
    steps: [breatheIn(5.5), breatheOut(5.5)],
  },
  longer_exhale: {
    name: 'breathe.longer_exhale',
    how: 'breathe.longer_exhale.how',
    evidence: 'breathe.longer_exhale.evidence',
    steps: [breatheIn(4), breatheOut(6)],
  },
  four_seven_eight: {
    name: 'breathe.four_seven_eight',
    how: 'breathe.four_seven_eight.how',
    evidence: 'breathe.four_seven_eight.evidence',
    steps: [breatheIn(4), hold(7), breatheOut(8, 'breathe.out.mouth')],
  },
} as const satisfies Record<string, Exercise>;

/** For those who would rather not breathe to a count. */
const WITHOUT_BREATHING = {
  grounding: {
    name: 'breathe.grounding',
    how: 'breathe.grounding.how',
    once: true,
    steps: [
      notice('breathe.see', 'breathe.see.cue'),
      notice('breathe.touch', 'breathe.touch.cue'),
      notice('breathe.hear', 'breathe.hear.cue'),
      notice('breathe.smell', 'breathe.smell.cue'),
      notice('breathe.taste', 'breathe.taste.cue'),
    ],
  },
  look_far: {
    name: 'breathe.look_far',
    how: 'breathe.look_far.how',
    steps: [
      notice('breathe.far', 'breathe.far.cue'),
      notice('breathe.wide', 'breathe.wide.cue'),
      notice('breathe.blink', 'breathe.blink.cue'),
    ],
  },
  feet_on_floor: {
    name: 'breathe.feet_on_floor',
    how: 'breathe.feet_on_floor.how',
    steps: [
      notice('breathe.feet', 'breathe.feet.cue'),
      notice('breathe.press', 'breathe.press.cue'),
      notice('breathe.chair', 'breathe.chair.cue'),
    ],
  },
} as const satisfies Record<string, Exercise>;

export type ExerciseName = keyof typeof BREATHING | keyof typeof WITHOUT_BREATHING;
export const EXERCISES: Record<ExerciseName, Exercise> = { ...BREATHING, ...WITHOUT_BREATHING };
export const BREATHING_NAMES = Object.keys(BREATHING) as ExerciseName[];
export const OTHER_NAMES = Object.keys(WITHOUT_BREATHING) as ExerciseName[];
export const DEFAULT: { pattern: ExerciseName; seconds: number } = { pattern: 'cyclic_sighing', seconds: 60 };
export const LENGTHS = [30, 60, 120, 300] as const;
/** The length that the trials worked with; what is shorter is called a pause. */
export const STUDIED = 300;

export const isHold = ({ phase }: Step): boolean => phase === 'hold' || phase === 'rest';
export const hasHolds = (name: ExerciseName): boolean => EXERCISES[name].steps.some(isHold);
export const isBreathing = (name: ExerciseName): boolean => name in BREATHING;
