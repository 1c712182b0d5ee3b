import { localIso } from '../../../shared/api/clock';
import type { ReportSaid } from '../../../shared/api/types';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import type { Act, Channel, Identity, Kind } from '../words';

export type When = 'now' | 'today' | 'other';

/** What somebody began to fill in: on this device alone, until it is sent or its week is over. */
export interface Draft {
  /** Of the report that it becomes, so that a repeat is the same one. It never goes along with one that nobody signs. */
  id: string;
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
  /** A report of which nobody can tell whether it was taken back: it is, before this one goes. */
  instead_of?: string;
}

export const NEW = 'new';
/** Where it is filled in. */
export const placeOf = (of: string): string => (of === NEW ? '/report' : `/report/of/${of}`);

const DAY = 24 * 60 * 60_000;

/** To the minute, which is what people remember, and never later than now. */
export const minuteOf = (date: Date): string => localIso(new Date(Math.floor(date.getTime() / 60_000) * 60_000));

export function freshDraft(of: string, now: Date): Draft {
  const marked = Number(of);
  const at = minuteOf(marked ? new Date(marked) : now);
  const when = marked ? 'other' : 'now';
  return {
    id: uuidv7(),
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
