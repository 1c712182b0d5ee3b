import { api } from '../../../shared/api/client';
import { ApiError } from '../../../shared/api/errors';
import type { PolicyFigures, PolicyUnit, PolicyVersion } from '../../../shared/api/types';
import { uuidv7 } from '../../../shared/offline/uuidv7';

export const MINUTES = [5, 10, 15, 20, 30] as const;
export const FIELDS = ['passes_a_day', 'places', 'extra_after_threat', 'extra_after_slur'] as const;
export const LEAST: Record<(typeof FIELDS)[number], number> = {
  passes_a_day: 0,
  places: 1,
  extra_after_threat: 0,
  extra_after_slur: 0,
};
const FRESH: PolicyFigures = { minutes: 15, passes_a_day: 2, places: 1, extra_after_threat: 1, extra_after_slur: 1 };

/** The policy of one unit as an administrator edits it; what was typed stays until the server took it. */
export class PolicyEditing {
  unit = $state.raw<PolicyUnit | null>(null);
  history = $state.raw<PolicyVersion[]>([]);
  figures = $state<PolicyFigures>({ ...FRESH });
  error = $state.raw<unknown>(null);
  busy = $state(false);
  #act = { wish: '', id: '' };

  constructor(private readonly id: number) {}

  async load(): Promise<void> {
    await this.#attempt(async () => {
      await this.#read();
      this.figures = { ...(this.unit?.own ?? this.unit?.in_force?.figures ?? FRESH) };
    });
  }

  /** What is wrong with one field, in the server's words. */
  wrong(field: string): string | undefined {
    if (!(this.error instanceof ApiError)) return undefined;
    const said = this.error.fields['figures'] as unknown as Record<string, string[]> | undefined;
    return said?.[field]?.join(' ');
  }

  save(): Promise<boolean> {
    return this.#decide({ ...this.figures });
  }

  end(): Promise<boolean> {
    return this.#decide(null);
  }

  /** Sent again after no answer came, the same decision is one version. */
  async #decide(figures: PolicyFigures | null): Promise<boolean> {
    const wish = JSON.stringify(figures);
    if (this.#act.wish !== wish) this.#act = { wish, id: uuidv7() };
    const path = `/break-policies/${this.#act.id}`;
    return this.#attempt(async () => {
      await api(path, { method: 'PUT', body: { unit: this.id, figures } });
      this.#act = { wish: '', id: '' };
      await this.#read();
    });
  }

  async #read(): Promise<void> {
    const [units, history] = await Promise.all([
      api<{ results: PolicyUnit[] }>('/break-policy-units'),
      api<{ results: PolicyVersion[] }>(`/break-policies?unit=${this.id}`),
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
