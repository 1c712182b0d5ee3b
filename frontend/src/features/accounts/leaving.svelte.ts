import type { Outbox } from '../../shared/offline/outbox.svelte';

export type Keep = 'unsent' | 'nothing';

/** Ending a session, here or everywhere: what is unsent is sent or asked about, and never dropped silently. */
export class Leaving {
  asking = $state(false);
  failed = $state(false);
  stuck = $state(false);

  constructor(
    private readonly outbox: Pick<Outbox, 'flush' | 'unsent'>,
    private readonly end: () => Promise<unknown>,
    private readonly onleft: (keep: Keep) => Promise<void>,
  ) {}

  async start(): Promise<void> {
    this.stuck = false;
    if (this.outbox.unsent) await this.outbox.flush();
    if (this.outbox.unsent) this.asking = true;
    else await this.leave('unsent');
  }

  async sendNow(): Promise<void> {
    this.stuck = false;
    await this.outbox.flush();
    if (!this.outbox.unsent) await this.leave('unsent');
    else this.stuck = true;
  }

  async leave(keep: Keep): Promise<void> {
    this.asking = this.failed = false;
    try {
      await this.end();
      await this.onleft(keep);
    } catch {
      this.failed = true;
    }
  }
}
