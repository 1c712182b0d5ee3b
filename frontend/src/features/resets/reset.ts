import type { ResetRow } from '../../shared/api/types';
import type { Kind } from '../../shared/offline/records';

export const FEELINGS = [1, 2, 3, 4, 5] as const;
export type Felt = (typeof FEELINGS)[number];

/** One reset as this device keeps it. Its end is a time, so nothing that happens to a phone can change it. */
export interface Reset {
  id: string;
  revision: number;
  kind: ResetRow['kind'];
  started_at: string;
  planned_seconds: number;
  /** Null while a break runs. */
  ended_at: string | null;
  before: Felt | null;
  after: Felt | null;
}

export const pathOf = (id: string): string => `/resets/${id}`;

/** What the server gets. Fields are named one by one, so that nothing can slip in. */
function contentOf(reset: Reset, revised_at: string): Record<string, unknown> {
  const { revision, kind, started_at, planned_seconds, ended_at, before, after } = reset;
  return { revision, kind, started_at, revised_at, planned_seconds, ended_at, before, after };
}

function recordOf({ id, revision, kind, started_at, planned_seconds, ended_at, before, after }: ResetRow): Reset {
  return { id, revision, kind, started_at, planned_seconds, ended_at, before, after } as Reset;
}

export const RESETS: Kind<Reset> = {
  shelf: 'resets',
  path: pathOf,
  mark: 'cursor-resets',
  beside: [],
  timeOf: ({ started_at }) => started_at,
  contentOf,
  recordOf,
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
/** The server takes changes for as long as a phone may have lain in a locker. */
const REVISING = 12 * 60 * MINUTE;
/** Whoever leaves within seconds opened it by mistake. */
const SHORTEST = 10 * SECOND;

export const startOf = ({ started_at }: Reset): number => new Date(started_at).getTime();
export const endOf = (reset: Reset): number => startOf(reset) + reset.planned_seconds * SECOND;

/** Milliseconds until a break is over; a clock that was set back makes it no longer than it was. */
export function leftOf(reset: Reset, now: Date): number {
  if (reset.ended_at) return 0;
  return Math.min(Math.max(0, endOf(reset) - now.getTime()), reset.planned_seconds * SECOND);
}

export const minutesOf = (left: number): number => Math.ceil(left / MINUTE);

/** When the number of minutes on the screen is next another one. */
export const untilNextMinute = (left: number): number => left % MINUTE || MINUTE;

export const mayRevise = (reset: Reset, now: Date): boolean => {
  const since = now.getTime() - startOf(reset);
  return since >= 0 && since <= REVISING;
};

export const isWorthKeeping = (from: Date, to: Date): boolean => {
  const lasted = to.getTime() - from.getTime();
  return lasted >= SHORTEST && lasted <= REVISING;
};

const STILL_ASKED = 30 * MINUTE;

/** Over by itself, and not long ago. */
export function isJustOver(reset: Reset, now: Date): boolean {
  const since = now.getTime() - endOf(reset);
  const early = reset.ended_at !== null && new Date(reset.ended_at).getTime() < endOf(reset) - 2 * SECOND;
  return !early && reset.after === null && since >= 0 && since < STILL_ASKED;
}
