import type { Apart } from '../../shared/offline/apart.svelte';
import type { Outbox } from '../../shared/offline/outbox.svelte';

export type Keep = 'unsent' | 'nothing';

interface Kept {
  outbox: Pick<Outbox, 'flush' | 'unsent'>;
  apart: Pick<Apart, 'look' | 'send' | 'giveUp' | 'unsent' | 'unsaved'>;
}

/** Ending a session, here or everywhere: what is unsent is sent or asked about, and never dropped silently. */
export class Leaving {
  asking = $state(false);
  failed = $state(false);
  stuck = $state(false);
  busy = $state(false);

  constructor(
    private readonly kept: Kept,
    private readonly end: () => Promise<unknown>,
    private readonly onleft: (keep: Keep) => Promise<void>,
  ) {}

  /** Whatever the server does not have, wherever it lies. */
  get unsent(): number {
    return this.kept.outbox.unsent + this.kept.apart.unsent;
  }

  async start(): Promise<void> {
    const { outbox, apart } = this.kept;
    this.stuck = false;
    // What lies apart is asked about before it is sent: a file can take minutes.
    await Promise.all([outbox.unsent ? outbox.flush() : undefined, apart.look()]);
    await this.#goOn();
  }

  async sendNow(): Promise<void> {
    const { outbox, apart } = this.kept;
    this.stuck = false;
    this.busy = true;
    try {
      await outbox.flush();
      await apart.send();
    } finally {
      this.busy = false;
    }
    if (!this.asking) return; // closed meanwhile: whoever stays has not left
    this.stuck = this.unsent > 0;
    await this.#goOn();
  }

  async #goOn(): Promise<void> {
    if (this.unsent || this.kept.apart.unsaved) this.asking = true;
    else await this.leave('unsent');
  }

  async leave(keep: Keep): Promise<void> {
    this.asking = this.failed = false;
    try {
      await this.end();
      if (keep === 'nothing') await this.kept.apart.giveUp();
      await this.onleft(keep);
    } catch {
      this.failed = true;
    }
  }
}
