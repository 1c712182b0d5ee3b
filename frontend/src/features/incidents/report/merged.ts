import { together } from '../../../shared/offline/stamped';
import type { Draft } from './draft';

const LISTS = ['kinds', 'acts', 'not_to'] as const;

/** Two tabs went on from `base`: theirs, with whatever was changed in this one. */
export function merged(base: Draft, theirs: Draft, mine: Draft): Draft {
  if (mine === base) return theirs;
  const own = Object.entries(mine).filter(([part, value]) => value !== base[part as keyof Draft]);
  const both: Draft = { ...theirs, ...Object.fromEntries(own) };
  both.story = together(base.story, theirs.story, mine.story);
  for (const list of LISTS) Object.assign(both, { [list]: mergedList(base[list], theirs[list], mine[list]) });
  return both;
}

function mergedList<T>(base: readonly T[], theirs: readonly T[], mine: readonly T[]): T[] {
  const kept = theirs.filter((one) => mine.includes(one) || !base.includes(one));
  return [...kept, ...mine.filter((one) => !base.includes(one) && !theirs.includes(one))];
}
