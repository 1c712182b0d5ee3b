import { localIso } from '../../../shared/api/clock';
import type { ReportSaid } from '../../../shared/api/types';
import { dropMine, keepMine, type Place } from '../../../shared/offline/mine';
import type { Item } from '../../../shared/offline/store';
import type { Act, Channel, Identity, Kind } from '../words';

export type When = 'now' | 'today' | 'other';

/** What somebody began to fill in: on this device alone, until it is sent or its week is over. */
export interface Draft {
  kinds: Kind[];
  severity?: number;
  when: When;
  /** When it happened. Also for "just now": the report may be sent days later. */
  at: string;
  channel: Channel;
  reference: string;
  story: string;
  acts: Act[];
  identity: Identity;
  not_to: string[];
  /** Somebody should look at it now. Sent only of a threat. */
  urgent?: boolean;
}

export interface Kept {
  /** What the draft is of: a marked call by its time, or `new`. */
  of: string;
  draft: Draft;
  until: Date;
}

export const NEW = 'new';
/** Where it is filled in. */
export const placeOf = (of: string): string => (of === NEW ? '/report' : `/report/of/${of}`);

const PREFIX = 'report-draft/';
/** Of what was sent without a name. */
export const UNNAMED = 'report-unnamed/';
/** Under which it lies here. */
export const nameOf = (of: string): string => PREFIX + of;
const DAY = 24 * 60 * 60_000;
const WEEK = 7 * DAY;

/** To the minute, which is what people remember, and never later than now. */
export const minuteOf = (date: Date): string => localIso(new Date(Math.floor(date.getTime() / 60_000) * 60_000));

export function freshDraft(of: string, now: Date): Draft {
  const marked = Number(of);
  const at = minuteOf(marked ? new Date(marked) : now);
  const when = marked ? 'other' : 'now';
  return {
    kinds: [],
    when,
    at,
    channel: 'phone',
    reference: '',
    story: '',
    acts: [],
    identity: 'confidential',
    not_to: [],
  };
}

/** Each change gives it another week. */
export async function keepDraft(place: Place, of: string, draft: Draft, now: Date): Promise<Date> {
  const until = now.getTime() + WEEK;
  await keepMine(place, nameOf(of), { draft, until }, now);
  return new Date(until);
}

/** The same, to be put down together with what else moves. */
export async function sealedDraft({ account, store }: Place, of: string, draft: Draft, now: Date): Promise<Item> {
  const [name, until] = [nameOf(of), now.getTime() + WEEK];
  return { account, name, order: now.getTime(), body: await store.seal(account, `mine/${name}`, { draft, until }) };
}

export const dropDraft = (place: Place, of: string): Promise<void> => dropMine(place, nameOf(of));

/** All that are kept, the one that ends first at the top; what is over is thrown away, what no key opens is left out. */
export async function keptDrafts(place: Place, now: Date): Promise<Kept[]> {
  const found = (await readAll<{ draft: Draft; until: number }>(place, PREFIX)).map(([of, { draft, until }]) => ({
    of,
    draft,
    until: new Date(until),
  }));
  const isOver = ({ until }: Kept): boolean => until <= now;
  for (const { of } of found.filter(isOver)) await dropDraft(place, of);
  return found.filter((kept) => !isOver(kept)).sort((a, b) => a.until.getTime() - b.until.getTime());
}

/** Everything under a name, opened. */
export async function readAll<T>({ account, store }: Place, prefix: string): Promise<[string, T][]> {
  const items = (await store.read(['mine'], (tx) => tx.all('mine', account))).filter(({ name }) =>
    name.startsWith(prefix),
  );
  const opened = items.map(({ name, body }) =>
    store.open<T>(account, `mine/${name}`, body).then(
      (value): [string, T] => [name.slice(prefix.length), value],
      () => null,
    ),
  );
  return (await Promise.all(opened)).filter((one) => one !== null);
}

export type Ends = 'later' | 'tomorrow' | 'today';

/** How soon it ends, by the person's own calendar. */
export function endsOn(until: Date, now: Date): Ends {
  const midnight = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(until) - midnight(now)) / DAY);
  return days > 1 ? 'later' : days === 1 ? 'tomorrow' : 'today';
}

export const isThreat = ({ kinds, severity }: Draft): boolean => severity === 3 || kinds.includes('threat');

type Said = Omit<ReportSaid, 'identity' | 'not_to'> & { urgent: boolean };

/** What goes to the server of a report, whoever signs. */
export function saidIn(draft: Draft): Said {
  const { kinds, severity, at, channel, acts } = draft;
  const [story, reference] = [draft.story.trim(), draft.reference.trim()];
  const urgent = draft.urgent === true && isThreat(draft);
  return { kinds, severity: severity!, happened_at: at, channel, acts, story, reference, urgent };
}

/** The minute of a call says who took it: to the hour, as its own clock had it. */
export function saidByNobody(draft: Draft): Said {
  const said = saidIn(draft);
  return { ...said, happened_at: said.happened_at.replace(/T(\d\d):\d\d(:\d\d(\.\d+)?)?/, 'T$1:00:00') };
}
