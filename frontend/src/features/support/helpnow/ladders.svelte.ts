import { api } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import type { Ladder, LadderUnit, Rung } from '../../../shared/api/types';
import { uuidv7 } from '../../../shared/offline/uuidv7';

export const KINDS = ['supervisors_of_unit', 'supervisors_of_site', 'all_supervisors', 'people', 'phone'] as const;
const FRESH: Rung = { who: 'supervisors_of_unit', wait_seconds: 60, people: [], phone: '' };
type Wrong = Partial<Record<keyof Rung, string[]>>;

/** What is kept of a rung depends on who it tells. */
function sent({ who, wait_seconds, people, phone }: Rung): object {
  return {
    who,
    wait_seconds,
    people: who === 'people' ? people.map(({ id }) => id) : [],
    phone: who === 'phone' ? phone.trim() : '',
  };
}

/** The ladder of one unit as an administrator edits it; what was typed stays until the server took it. */
export class LadderEditing {
  unit = $state.raw<LadderUnit | null>(null);
  history = $state.raw<Ladder[]>([]);
  rungs = $state<Rung[]>([]);
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #act = { wish: '', id: '' };

  constructor(private readonly id: number) {}

  async load(): Promise<void> {
    await this.#attempt(async () => {
      await this.#read();
      this.rungs = (this.unit?.rungs ?? []).map((rung) => ({ ...rung, people: [...rung.people] }));
    });
  }

  add(): void {
    this.rungs.push({ ...FRESH, people: [] });
  }

  remove(place: number): void {
    this.rungs.splice(place, 1);
  }

  up(place: number): void {
    const [moved] = this.rungs.splice(place, 1);
    if (moved) this.rungs.splice(place - 1, 0, moved);
  }

  /** What is wrong with one field of one step, in the server's words. */
  wrong(place: number, field: keyof Rung): string | undefined {
    if (!(this.error instanceof ApiError)) return undefined;
    const said = this.error.fields['rungs'] as unknown as Record<string, Wrong> | undefined;
    return said?.[place]?.[field]?.join(' ');
  }

  save(): Promise<boolean> {
    return this.#decide(this.rungs.map(sent));
  }

  end(): Promise<boolean> {
    return this.#decide(null);
  }

  /** Sent again after no answer came, the same decision is one version. */
  async #decide(rungs: object[] | null): Promise<boolean> {
    const wish = JSON.stringify(rungs);
    if (this.#act.wish !== wish) this.#act = { wish, id: uuidv7() };
    const path = `/help-ladders/${this.#act.id}`;
    return this.#attempt(async () => {
      await api(path, { method: 'PUT', body: { unit: this.id, rungs } });
      this.#act = { wish: '', id: '' };
      await this.load();
    });
  }

  async #read(): Promise<void> {
    const [units, history] = await Promise.all([
      api<{ results: LadderUnit[] }>('/help-ladder-units'),
      api<{ results: Ladder[] }>(`/help-ladders?unit=${this.id}`),
    ]);
    this.unit = units.results.find(({ unit }) => unit.id === this.id) ?? null;
    this.history = history.results;
  }

  async #attempt(work: () => Promise<void>): Promise<boolean> {
    this.busy = true;
    this.error = null;
    await work().catch((cause: unknown) => (this.error = cause));
    this.busy = false;
    return this.error === null;
  }
}
