import { filesOf } from '../evidence/mine';
import { bringBack } from './apart';
import { isThreat, minuteOf, type Draft, type When } from './draft';
import { dropDraft } from './kept-drafts';
import { KeptForm } from './kept-form.svelte';
import { sendDraft } from './send';
import { anHourBefore, isLater } from './times';

/** A report while it is filled in. Every change is on the disk before the next one can be made. */
export class Form extends KeptForm {
  missing = $state<'choice' | 'time' | null>(null);
  /** Something else than was seen when the button was pressed: to be looked at once more. */
  changed = $state(false);
  threat = $derived(this.draft !== null && isThreat(this.draft));

  change = (part: Partial<Draft>): void => {
    this.missing = null;
    void this.write({ ...this.draft!, ...part });
  };

  choose = (when: When, now: Date): void => {
    const at = when === 'now' ? minuteOf(now) : when === 'today' ? anHourBefore(now) : this.draft!.at;
    this.change({ when, at });
  };

  async throwAway(): Promise<void> {
    const files = filesOf(this.here);
    await files.chosen.settled();
    await this.next(async () => (this.over = true));
    await files.throwAway({ of: this.of }, Date.now());
    await dropDraft(this.here, this.of);
  }

  /** On the disk before a file is put beside it. */
  keep = (): Promise<void> => this.write({ ...this.draft! });

  putBack(now: Date): Promise<string> {
    return bringBack(this.here, this.of, this.draft!, now);
  }

  /** Where it can be seen from now on; null where something is missing, or it is not as it was seen. */
  async send(now: Date): Promise<string | null> {
    if (this.busy || this.gone || this.#lacks(now)) return null;
    this.busy = true;
    this.changed = false;
    try {
      const fits = await filesOf(this.here).chosen.settled();
      return fits ? await this.next(() => this.#send(now)) : null;
    } finally {
      this.busy = false;
      void this.look();
    }
  }

  async #send(now: Date): Promise<string | null> {
    if (this.gone || this.#lacks(now)) return null;
    const begun = { of: this.of, draft: this.draft!, stamp: this.seen.stamp };
    const place = await sendDraft(this.here, begun, now).catch(() => undefined);
    this.unsaved = place === undefined; // no room for it in the box either: it stands here as it was
    if (place === undefined) return null;
    this.over = place !== null;
    if (!place) await this.meet(now);
    this.changed = !place && !this.gone;
    return place;
  }

  #lacks(now: Date): boolean {
    const draft = this.draft!;
    this.missing = !draft.kinds.length || draft.severity === undefined ? 'choice' : isLater(draft, now) ? 'time' : null;
    return this.missing !== null;
  }
}
