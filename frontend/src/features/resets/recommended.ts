import { DEFAULT, type ExerciseName } from './breathing/exercises';
import { whatHelps } from './helps';
import { isExercise } from './kinds';
import type { Reset } from './reset';

export const MINUTE = DEFAULT.seconds;

/** What has helped this person best, when there is enough to say; a break takes longer than a bad call leaves. */
export function recommended(resets: readonly Reset[]): ExerciseName {
  const { told } = whatHelps(resets);
  const best = told.map(({ kind, says }) => ({ kind: kind as string, says }));
  return (
    (best.find(({ kind, says }) => says === 'better' && isExercise(kind))?.kind as ExerciseName) ?? DEFAULT.pattern
  );
}
