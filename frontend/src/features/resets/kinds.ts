import type { Key } from '../../shared/i18n/i18n.svelte';
import { EXERCISES, type ExerciseName } from './breathing/exercises';
import type { Reset } from './reset';

export type BreakName = 'walk' | 'water' | 'stretch' | 'break_look_far' | 'music' | 'colleague' | 'quiet';

interface BreakWords {
  name: Key;
  how: Key;
  /** Drawn in a square of 24. */
  icon: string;
}

export const BREAKS: Record<BreakName, BreakWords> = {
  walk: {
    name: 'break.walk',
    how: 'break.walk.how',
    icon: 'M13 4.5v.5M10 21l2-6-2.5-3 1-4 3 2 3 .5M14 21l-2-6M9.5 12l-2 1.5',
  },
  water: {
    name: 'break.water',
    how: 'break.water.how',
    icon: 'M5 9h11v6a5 5 0 0 1-5 5h-1a5 5 0 0 1-5-5zM16 11h2a2 2 0 0 1 0 5h-2M9 3q-1 1.5 0 3M13 3q-1 1.5 0 3',
  },
  stretch: {
    name: 'break.stretch',
    how: 'break.stretch.how',
    icon: 'M12 4.5v.5M4 5l5 5h6l5-5M9 10v5l-2 6M15 10v5l2 6',
  },
  break_look_far: {
    name: 'break.look_far',
    how: 'break.look_far.how',
    icon: 'M2.5 12q9.5-12 19 0-9.5 12-19 0M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6',
  },
  music: {
    name: 'break.music',
    how: 'break.music.how',
    icon: 'M9 18V6l11-2v12M6.5 15.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5M17.5 13.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5',
  },
  colleague: {
    name: 'break.colleague',
    how: 'break.colleague.how',
    icon: 'M4 5h12v8H9l-4 3v-3H4zM18 9h2v8h-1v3l-4-3h-3',
  },
  quiet: { name: 'break.quiet', how: 'break.quiet.how', icon: 'M20 14A8 8 0 1 1 10 4a6.5 6.5 0 0 0 10 10' },
};
export const BREAK_NAMES = Object.keys(BREAKS) as BreakName[];

export const isBreak = (name: string): name is BreakName => Object.hasOwn(BREAKS, name);
export const isExercise = (name: string): name is ExerciseName => Object.hasOwn(EXERCISES, name);

/** What a kind of reset is called. */
export function nameOf(kind: Reset['kind']): Key {
  if (isBreak(kind)) return BREAKS[kind].name;
  return isExercise(kind) ? EXERCISES[kind].name : 'opener.title';
}
