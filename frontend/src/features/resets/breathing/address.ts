import { DEFAULT, EXERCISES, type ExerciseName } from './exercises';

/** What an address such as `#/breathe/box/60/without-holds` asks for. */
export interface Wish {
  pattern: ExerciseName;
  seconds: number;
  skipHolds: boolean;
}

const SKIP = 'without-holds';
const [SHORTEST, LONGEST] = [30, 1800];

export function addressOf({ pattern, seconds, skipHolds }: Wish): string {
  return `/breathe/${pattern}/${seconds}${skipHolds ? `/${SKIP}` : ''}`;
}

/** Somebody who pressed a button after a bad call gets to breathe, whatever the address says. */
export function wishOf(param: string): Wish {
  const [name = '', length, more] = param.split('/');
  const seconds = Number(length);
  const fits = Number.isInteger(seconds) && seconds >= SHORTEST && seconds <= LONGEST;
  return {
    pattern: Object.hasOwn(EXERCISES, name) ? (name as ExerciseName) : DEFAULT.pattern,
    seconds: fits ? seconds : DEFAULT.seconds,
    skipHolds: more === SKIP,
  };
}
