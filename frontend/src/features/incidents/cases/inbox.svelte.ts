import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { Cases } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';

const EVERY = 60_000;
const A_PAGE = 50; // as the server counts them

export type Filter = 'open' | 'received' | 'acknowledged' | 'mine' | 'closed';
const ASKED: Record<Filter, Record<string, string>> = {
  open: {},
  received: { state: 'received' },
  acknowledged: { state: 'acknowledged' },
  mine: { mine: 'true' },
  closed: { state: 'closed' },
};

/** Where somebody was in the list, for when they come back from a case. */
const left: { filter: Filter; page: number } = { filter: 'open', page: 1 };

/** The cases that a handler may open, a page at a time; nothing of what they say. */
export class Inbox {
  found = $state.raw<Cases | null>(null);
  error = $state.raw<unknown>(null);
  filter = $state<Filter>(left.filter);
  page = $state(left.page);
  now = $state(Date.now());
  pages = $derived(Math.max(1, Math.ceil((this.found?.count ?? 0) / A_PAGE)));
  #turn = 0;

  start(): () => void {
    return keepLooking(() => void this.look(), { every: EVERY, topics: ['cases'] });
  }

  show(filter: Filter, page = 1): Promise<void> {
    Object.assign(left, { filter, page });
    [this.filter, this.page] = [filter, page];
    return this.look();
  }

  async look(): Promise<void> {
    const turn = ++this.#turn;
    const asked = new URLSearchParams({ ...ASKED[this.filter], page: String(this.page) });
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
