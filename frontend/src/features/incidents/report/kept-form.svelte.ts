import type { Here } from '../../../shared/offline/here';
import { onChange, type Stamp } from '../../../shared/offline/stamped';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import { putApart } from './apart';
import { freshDraft, type Draft } from './draft';
import { keepDraft, keptDraft, nameOf } from './kept-drafts';
import { merged } from './merged';
import { whereItIs } from './send';
import { asOf } from './times';

/** A draft on the screen and on the disk, where another tab may have the same one. */
export class KeptForm {
  draft = $state.raw<Draft | null>(null);
  /** Until when it is kept; null as long as nothing was said. */
  until = $state.raw<Date | null>(null);
  unsaved = $state(false);
  busy = $state(false);
  /** Sent (to that place) or thrown away elsewhere; `own` says that something stands here alone. */
  gone = $state.raw<{ place: string | null; own: boolean } | null>(null);
  /** As it was found on the disk last, or put there. */
  protected seen!: { draft: Draft; stamp: Stamp };
  protected over = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    protected readonly here: Here,
    protected readonly of: string,
  ) {}

  /** Returns how to stop. */
  start(now: Date): () => void {
    void this.open(now);
    return onChange(this.here, nameOf(this.of), (stamp) => void this.look(stamp));
  }

  async open(now: Date): Promise<void> {
    const { kept, stamp } = await keptDraft(this.here, this.of, now);
    const draft = kept ? asOf(kept.draft, now) : freshDraft(this.of, now);
    this.seen = { draft, stamp };
    this.draft = draft;
    this.until = kept?.until ?? null;
    this.gone = null;
  }

  /** On the disk when it resolves, or said to be not. */
  protected write(draft: Draft): Promise<void> {
    this.draft = draft;
    return this.next(() => this.#keep()).then(
      () => void (this.unsaved = false),
      () => void (this.unsaved = true), // a full or broken disk: said on the screen
    );
  }

  /** Another tab may have changed it, to `stamp` if that was said. */
  look(stamp?: Stamp): Promise<void> {
    return this.next(async () => {
      if (this.draft && !this.busy && (stamp === undefined || stamp !== this.seen.stamp)) await this.meet(new Date());
    }).catch(() => undefined); // a broken disk: said when something is written
  }

  /** What stands here alone becomes another report, and is filled in there. */
  keepApart(now: Date): Promise<string> {
    return putApart(this.here, { ...this.draft!, id: uuidv7() }, now);
  }

  /** One after the other: sealing is asynchronous, and the last change must also be the last on the disk. */
  protected next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #keep(): Promise<void> {
    while (!this.gone && !this.over && this.draft !== this.seen.draft) {
      const kept = await keepDraft(this.here, this.of, this.draft!, new Date(), this.seen.stamp);
      if (!kept) await this.meet(new Date());
      else [this.seen, this.until] = [kept, kept.until];
    }
  }

  /** Takes what lies on the disk by now. What was changed on this screen since stays. */
  protected async meet(now: Date): Promise<void> {
    const { kept, stamp } = await keptDraft(this.here, this.of, now);
    const { draft, stamp: before } = this.seen;
    if (this.over || this.gone || stamp === before) return;
    const own = this.draft !== draft;
    const isAnother = before !== undefined && kept?.draft.id !== draft.id;
    if (stamp === undefined || (isAnother && own)) return this.#lost(own);
    if (!kept) return void (this.seen = { draft, stamp });
    const theirs = asOf(kept.draft, now);
    this.draft = merged(draft, theirs, this.draft!);
    this.seen = { draft: theirs, stamp };
    this.until = kept.until;
  }

  #lost(own: boolean): void {
    this.gone = { place: null, own };
    void whereItIs(this.here, this.draft!).then((place) => (this.gone &&= { place, own }));
  }
}
