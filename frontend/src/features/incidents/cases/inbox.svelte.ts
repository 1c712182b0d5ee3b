import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { Cases } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import type { Here } from '../../../shared/offline/here';
import { ANYTHING, askedOf, type Finer } from './finer';

const EVERY = 60_000;
const A_PAGE = 50; // as the server counts them

export type Filter = 'open' | 'received' | 'acknowledged' | 'mine' | 'nobody' | 'closed' | 'withdrawn';
const ASKED: Record<Filter, Record<string, string>> = {
  open: {},
  received: { state: 'received' },
  acknowledged: { state: 'acknowledged' },
  mine: { held: 'mine' },
  nobody: { held: 'nobody' },
  closed: { state: 'closed' },
  withdrawn: { state: 'withdrawn' },
};

interface Place {
  filter: Filter;
  page: number;
  finer: Finer;
}
const TOP: Place = { filter: 'open', page: 1, finer: ANYTHING };
/** Where somebody was in the list, for when they come back from a case; whoever signs in next begins at the top. */
const left = new WeakMap<Here, Place>();

/** The cases that a handler may open, a page at a time; nothing of what they say. */
export class Inbox {
  found = $state.raw<Cases | null>(null);
  error = $state.raw<unknown>(null);
  filter = $state<Filter>(TOP.filter);
  page = $state(TOP.page);
  finer = $state.raw<Finer>(TOP.finer);
  now = $state(Date.now());
  pages = $derived(Math.max(1, Math.ceil((this.found?.count ?? 0) / A_PAGE)));
  asked = $derived({ ...ASKED[this.filter], ...askedOf(this.finer) });
  #turn = 0;

  constructor(private readonly here: Here) {
    const { filter, page, finer } = left.get(here) ?? TOP;
    [this.filter, this.page, this.finer] = [filter, page, finer];
  }

  start(): () => void {
    return keepLooking(() => void this.look(), { every: EVERY, topics: ['cases'] });
  }

  show(filter: Filter, page = 1, finer = this.finer): Promise<void> {
    left.set(this.here, { filter, page, finer });
    [this.filter, this.page, this.finer] = [filter, page, finer];
    return this.look();
  }

  async look(): Promise<void> {
    const turn = ++this.#turn;
    const asked = new URLSearchParams({ ...this.asked, page: String(this.page) });
    try {
      const found = await api<Cases>(`/cases?${asked}`);
      if (turn !== this.#turn) return; // something else was asked for meanwhile
      [this.found, this.error, this.now] = [found, null, Date.now()];
      if (this.page > this.pages) await this.show(this.filter, this.pages);
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      if (turn === this.#turn) this.error = cause;
    }
  }
}
