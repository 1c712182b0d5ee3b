import type { Here } from '../../../shared/offline/here';
import {
  dropDraft,
  freshDraft,
  isThreat,
  keepDraft,
  keptDrafts,
  minuteOf,
  placeOf,
  type Draft,
  type When,
} from './draft';
import { filesOf } from '../evidence/mine';
import { anHourBefore, asOf, isLater } from './times';
import { unnamedOf } from './unnamed.svelte';
import { post } from './unsent';

/** A report while it is filled in. Every change is on the disk before the next one can be made. */
export class Form {
  draft = $state.raw<Draft | null>(null);
  /** Until when it is kept; null as long as nothing was said. */
  until = $state.raw<Date | null>(null);
  missing = $state<'choice' | 'time' | null>(null);
  unsaved = $state(false);
  busy = $state(false);
  threat = $derived(this.draft !== null && isThreat(this.draft));
  #writing: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly here: Here,
    private readonly of: string,
  ) {}

  async open(now: Date): Promise<void> {
    const kept = (await keptDrafts(this.here, now)).find(({ of }) => of === this.of);
    this.draft = kept ? asOf(kept.draft, now) : freshDraft(this.of, now);
    this.until = kept?.until ?? null;
  }

  change = (part: Partial<Draft>): void => {
    this.draft = { ...this.draft!, ...part };
    this.missing = null;
    const { draft } = this;
    // One after the other: sealing is asynchronous, and the last change must also be the last on the disk.
    this.#writing = this.#writing
      .then(() => keepDraft(this.here, this.of, draft!, new Date()))
      .then(
        (until) => ((this.until = until), (this.unsaved = false)),
        () => (this.unsaved = true), // a full or broken disk: said on the screen
      );
  };

  choose = (when: When, now: Date): void => {
    const at = when === 'now' ? minuteOf(now) : when === 'today' ? anHourBefore(now) : this.draft!.at;
    this.change({ when, at });
  };

  async throwAway(): Promise<void> {
    const files = filesOf(this.here);
    await files.chosen.settled();
    await this.#writing;
    await files.throwAway({ of: this.of }, Date.now());
    await dropDraft(this.here, this.of);
  }

  /** On the disk before a file is put beside it. */
  keep = async (): Promise<void> => {
    this.change({});
    await this.#writing;
  };

  async putBack(now: Date): Promise<string> {
    await keepDraft(this.here, this.of, this.draft!, now);
    await filesOf(this.here).throwAway({ of: this.of }, undefined);
    return placeOf(this.of);
  }

  /** Where it can be seen from now on; null where something is missing. */
  async send(now: Date): Promise<string | null> {
    const draft = this.draft!;
    this.missing = !draft.kinds.length || draft.severity === undefined ? 'choice' : isLater(draft, now) ? 'time' : null;
    if (this.missing || this.busy) return null;
    this.busy = true;
    try {
      const fits = await filesOf(this.here).chosen.settled();
      await this.#writing;
      return fits ? await this.#send(draft, now) : null;
    } finally {
      this.busy = false;
    }
  }

  async #send(draft: Draft, now: Date): Promise<string> {
    const files = filesOf(this.here);
    await files.look();
    const along = files.of({ of: this.of });
    if (draft.identity !== 'anonymous') return `/reports/${await post(this.here, this.of, draft, along)}`;
    const unnamed = unnamedOf(this.here);
    await unnamed.hold(this.of, draft, now, along);
    void unnamed.send();
    return '/report/sent';
  }
}
