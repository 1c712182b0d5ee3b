import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { ReportLine, ReportSaid } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import type { Here } from '../../../shared/offline/here';
import { unsentReports, type Unsent } from './unsent';

const EVERY = 30_000;

/** What one reported under one's name: the server's rows, and what still waits on this device. */
export class Reports {
  rows = $state.raw<ReportLine[] | null>(null);
  #inBox = $state.raw<Unsent<ReportSaid>[]>([]);
  /** Never beside its own row, also where the answer was lost. */
  readonly unsent = $derived(this.#inBox.filter(({ id }) => !this.rows?.some((row) => row.id === id)));
  error = $state.raw<unknown>(null);

  constructor(private readonly here: Here) {}

  start(): () => void {
    return keepLooking(() => void this.look(), { every: EVERY, topics: ['reports'] });
  }

  async look(): Promise<void> {
    this.#inBox = await unsentReports(this.here);
    try {
      this.rows = (await api<{ results: ReportLine[] }>('/reports', { account: this.here.account })).results;
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause; // what is known stays
    }
  }
}
