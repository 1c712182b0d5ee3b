import type { Place } from '../../shared/offline/mine';
import * as records from '../../shared/offline/records';
import { contentOf, entryOf, type Entry } from './answers';

export type { Place };

export const pathOf = (id: string): string => `/checkins/${id}`;

/** A note lies beside its check-in, has no way out of here, and goes with it. */
export const CHECKINS: records.Kind<Entry> = {
  shelf: 'history',
  path: pathOf,
  mark: 'cursor',
  beside: ['notes'],
  timeOf: ({ answered_at }) => answered_at,
  contentOf,
  recordOf: entryOf,
};

export const keep = (place: Place, entry: Entry, revisedAt: string): Promise<void> =>
  records.keep(CHECKINS, place, entry, revisedAt);
export const remove = (place: Place, entry: records.Said): Promise<void> => records.remove(CHECKINS, place, entry);
export const entry = (place: Place, id: string): Promise<Entry | null> => records.one(CHECKINS, place, id);
export const latest = (place: Place, count: number): Promise<Entry[]> => records.latest(CHECKINS, place, count);
export const all = (place: Place): Promise<Entry[]> => records.all(CHECKINS, place);
export const sealed = (place: Place, entry: Entry): Promise<records.Kept> => records.sealed(CHECKINS, place, entry);
