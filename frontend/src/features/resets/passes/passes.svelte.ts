import { api } from '../../../shared/api/client';
import { Unreachable, isGone, isTrouble } from '../../../shared/api/errors';
import type { BreakAllowance, BreakPass } from '../../../shared/api/types';
import { onHint } from '../../../shared/live/hints';
import type { Place } from '../../../shared/offline/mine';
import { uuidv7 } from '../../../shared/offline/uuidv7';
import { keepLine, keepPass, keptLine, keptPass, running, type KeptPass } from './kept';

export type Reason = 'threat' | 'slur';

const EVERY = 15_000;
const OPEN = new Set<BreakPass['state']>(['waiting', 'held', 'running']);

/** One's own break pass: granted by the server alone, shown from this device also without it. */
export class Passes {
  allowance = $state.raw<BreakAllowance | null>(null);
  pass = $state.raw<BreakPass | null>(null);
  kept = $state.raw<KeptPass | null>(null);
  now = $state.raw(new Date());
  error = $state.raw<unknown>(null);
  unreachable = $state(false);
  /** The place that this device stood in line for is not there any more, and was not taken up. */
  lapsed = $state(false);
  busy = $state(false);
  #act = { wish: '', id: '' };
  #line: string | undefined;
  #stops: (() => void)[] = [];

  constructor(private readonly place: Place) {}

  /** What is here comes first; then the server, now, on every hint, and every few seconds while something is open. */
  async start(): Promise<void> {
    this.kept = await keptPass(this.place, this.now);
    this.#line = await keptLine(this.place);
    const timer = setInterval(() => this.#tick(), EVERY);
    const seen = (): void => void (document.visibilityState === 'visible' && this.look());
    document.addEventListener('visibilitychange', seen);
    this.#stops = [
      () => clearInterval(timer),
      () => document.removeEventListener('visibilitychange', seen),
      onHint('break-passes', () => void this.look()),
    ];
    await this.look();
  }

  stop(): void {
    for (const stop of this.#stops) stop();
  }

  look(): Promise<void> {
    return this.#attempt(async () => {
      this.allowance = await api<BreakAllowance>('/break-allowances/mine');
      const id = this.allowance.open ?? this.pass?.id ?? this.kept?.shown.id ?? this.#line;
      const pass = id ? await api<BreakPass>(`/break-passes/${id}`).catch(gone) : null;
      this.lapsed = !pass && id !== undefined && id === this.#line;
      await this.#hear(pass);
    });
  }

  /** Pressed twice, or after no answer came, the same wish is the same pass. */
  ask(minutes: number, because: Reason | null): Promise<void> {
    const wish = `${minutes} ${because}`;
    if (this.#act.wish !== wish) this.#act = { wish, id: uuidv7() };
    const { id } = this.#act;
    return this.#do(async () => {
      await this.#hear(await api<BreakPass>(`/break-passes/${id}`, { method: 'PUT', body: { minutes, because } }));
      this.#act = { wish: '', id: '' };
    });
  }

  accept(): Promise<void> {
    const path = `/break-passes/${this.pass!.id}/acceptance`;
    return this.#do(async () => this.#hear(await api<BreakPass>(path, { method: 'PUT' })));
  }

  /** Back early, or out of the line. */
  giveBack(id: string): Promise<void> {
    return this.#do(() => api(`/break-passes/${id}`, { method: 'DELETE' }));
  }

  #tick(): void {
    this.now = new Date();
    if (this.pass && OPEN.has(this.pass.state)) void this.look();
    else if (this.kept) void keptPass(this.place, this.now).then((kept) => (this.kept = kept));
  }

  async #do(work: () => Promise<unknown>): Promise<void> {
    this.busy = true;
    this.error = null;
    await this.#attempt(work);
    const said = this.error;
    if (!this.unreachable) await this.look();
    this.error ??= said; // why not, beside how it stands now
    this.busy = false;
  }

  async #hear(pass: BreakPass | null): Promise<void> {
    this.now = new Date();
    this.pass = pass;
    this.kept = running(pass);
    this.#line = undefined;
    await keepPass(this.place, pass, this.now);
    await keepLine(this.place, pass, this.now);
  }

  async #attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.unreachable = false;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.unreachable = cause instanceof Unreachable;
      this.error = this.unreachable ? null : cause;
    }
  }
}

/** Passes are gone soon after they are over, and may be another account's. */
function gone(cause: unknown): null {
  if (isGone(cause)) return null;
  throw cause;
}
