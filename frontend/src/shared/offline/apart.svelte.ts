/** Whoever keeps something on this device that never lies in the outbox, and has a way of its own to send it. */
export interface Keeper {
  /** What the server does not have yet. */
  readonly unsent: number;
  /** What the server cannot give again, and nobody said yet that it is saved elsewhere. */
  readonly unsaved?: number;
  look(): Promise<void>;
  send(): Promise<void>;
  giveUp(): Promise<void>;
}

/** What waits on this device apart from the outbox, which belongs to an account and is sent in its name. */
export class Apart {
  #keepers = $state.raw<readonly Keeper[]>([]);
  unsent = $derived(this.#keepers.reduce((sum, one) => sum + one.unsent, 0));
  unsaved = $derived(this.#keepers.reduce((sum, { unsaved = 0 }) => sum + unsaved, 0));

  constructor(private readonly bring: () => Promise<readonly Keeper[]>) {}

  async look(): Promise<void> {
    // A file that cannot be fetched now was never here either: in this tab nothing can have been kept by it.
    const keepers = await this.bring().catch(() => this.#keepers);
    await Promise.all(keepers.map((one) => one.look()));
    this.#keepers = keepers;
  }

  /** One after the other, as they were brought: a file follows its report. */
  async send(): Promise<void> {
    await this.look();
    for (const one of this.#keepers) await one.send();
  }

  async giveUp(): Promise<void> {
    for (const one of this.#keepers) await one.giveUp();
  }
}
