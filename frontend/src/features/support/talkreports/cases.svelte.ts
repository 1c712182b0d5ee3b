import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { TalkReportCase, TalkReportCaseLine } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';

const EVERY = 30_000;

/** The reports that a case handler may open; nothing of what they say. */
export class Cases {
  rows = $state.raw<TalkReportCaseLine[] | null>(null);
  error = $state.raw<unknown>(null);

  start(): () => void {
    return keepLooking(() => void this.#look(), { every: EVERY, topics: ['talk-report-cases'] });
  }

  async #look(): Promise<void> {
    this.error = await attempt(async () => {
      this.rows = (await api<{ results: TalkReportCaseLine[] }>('/talk-report-cases')).results;
    });
  }
}

/** One report. Each fetch is an opening that is written down, so it is fetched once. */
export class OneReport {
  found = $state.raw<TalkReportCase | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #path: string;

  constructor(id: string) {
    this.#path = `/talk-report-cases/${id}`;
  }

  open = (): Promise<boolean> => this.#ask('');
  who = (): Promise<boolean> => this.#ask('/names', 'PUT');
  answer = (text: string): Promise<boolean> => this.#ask('/answer', 'PUT', { text });

  async #ask(more: string, method = 'GET', body?: object): Promise<boolean> {
    this.busy = true;
    this.error = await attempt(async () => {
      this.found = await api<TalkReportCase>(this.#path + more, { method, ...(body && { body }) });
    });
    this.busy = false;
    return this.error === null;
  }
}

async function attempt(work: () => Promise<void>): Promise<unknown> {
  try {
    await work();
    return null;
  } catch (cause) {
    if (!isTrouble(cause)) throw cause;
    return cause;
  }
}
