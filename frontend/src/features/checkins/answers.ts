import type { CheckInRow } from '../../shared/api/types';

export const MOODS = [1, 2, 3, 4, 5] as const;
export const ENERGIES = [1, 2, 3, 4, 5] as const;

export const SOURCES = [
  'customer',
  'workload',
  'difficult_case',
  'work_not_valued',
  'unfair_comparison',
  'guidance',
  'colleagues',
  'tools',
  'schedule',
  'private_life',
] as const;

export const BODY = [
  'chest_tight',
  'heart_fast',
  'breath_shallow',
  'voice_raised',
  'jaw_clenched',
  'heat',
  'limbs_heavy',
  'eyes_tired',
  'stomach',
  'restless',
] as const;

export const FEELINGS = [
  'calm',
  'content',
  'grateful',
  'proud',
  'hopeful',
  'relieved',
  'tense',
  'irritated',
  'angry',
  'hurt',
  'worried',
  'sad',
  'numb',
  'overwhelmed',
  'ashamed',
  'lonely',
] as const;

export type Mood = (typeof MOODS)[number];

/** Low enough that a pause may be offered, and that the pattern asks what is behind it. */
export const isLow = (mood: Mood): boolean => mood <= 2;
export type Energy = (typeof ENERGIES)[number];
export type Source = (typeof SOURCES)[number];
export type BodySignal = (typeof BODY)[number];
export type Feeling = (typeof FEELINGS)[number];

/** One check-in as this device keeps it. The note is kept apart, and never beside what is sent. */
export interface Entry {
  id: string;
  revision: number;
  answered_at: string;
  mood: Mood;
  energy: Energy | null;
  feelings: Feeling[];
  body: BodySignal[];
  sources: Source[];
}

export type Refinement = Partial<Pick<Entry, 'energy' | 'feelings' | 'body' | 'sources'>>;

/** What the server gets of an entry. Fields are named one by one, so that nothing can slip in. */
export function contentOf(entry: Entry, revised_at: string): Record<string, unknown> {
  const { revision, answered_at, mood, energy, feelings, body, sources } = entry;
  return { revision, answered_at, revised_at, mood, ...(energy && { energy }), feelings, body, sources };
}

export function entryOf(row: CheckInRow): Entry {
  const { id, revision, answered_at, mood, energy, feelings, body, sources } = row;
  return { id, revision, answered_at, mood, energy, feelings, body, sources } as Entry;
}
