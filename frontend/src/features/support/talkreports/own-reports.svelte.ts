import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import type { TalkReport } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import type { Here } from '../../../shared/offline/here';
import { unsentReports, type Unsent } from './unsent';

const EVERY = 30_000;

/** What one reported: the server's rows, and what still waits on this device. */
export class OwnReports {
  rows = $state.raw<TalkReport[]>([]);
  unsent = $state.raw<Unsent[]>([]);
  /** Whether this device has looked into its own box; the server may still be silent. */
  looked = $state(false);

  constructor(private readonly here: Here) {}

  start(): () => void {
    return keepLooking(() => void this.look(), { every: EVERY, topics: ['talk-reports'] });
  }

  of(talk: string): TalkReport[] {
    return this.rows.filter((row) => row.talk === talk);
  }

  waiting(talk: string): Unsent | undefined {
    return this.unsent.find((one) => one.talk === talk);
  }

  async look(): Promise<void> {
    this.unsent = await unsentReports(this.here);
    this.looked = true;
    try {
      this.rows = (await api<{ results: TalkReport[] }>('/talk-reports')).results;
    } catch (cause) {
      // What is known stays; the next look mends it.
      if (!isTrouble(cause)) throw cause;
    }
  }
}
