import { api } from '../../shared/api/client';
import { isTrouble } from '../../shared/api/errors';
import type { TrendsGroup, TrendsPage } from '../../shared/api/types';

export const WINDOWS = [12, 26, 52, 0] as const;
export type Window = (typeof WINDOWS)[number];

/** What is chosen to ask for one group; the organisation has no unit of its own here and is 0. */
export const keyOf = (group: TrendsGroup): string => `${group.level} ${group.unit ?? 0}`;
const unitIn = (key: string): string => key.split(' ')[1]!;

/** The page as the server released it, in one request. Who chooses another group asks once more. */
export class Trends {
  page = $state.raw<TrendsPage | null>(null);
  error = $state.raw<unknown>(null);
  weeks = $state<Window>(12);
  busy = $state(false);

  load(key?: string): Promise<void> {
    return this.#ask(key ? `/trends?unit=${unitIn(key)}` : '/trends');
  }

  /** The same group, as it is now. */
  again(): Promise<void> {
    return this.load(this.page?.group ? keyOf(this.page.group) : undefined);
  }

  /** For the address of a file: the same group as on the screen. */
  get query(): string {
    const { group } = this.page ?? {};
    return group ? `?unit=${group.unit ?? 0}` : '';
  }

  async #ask(path: string): Promise<void> {
    this.busy = true;
    try {
      this.page = await api<TrendsPage>(path);
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause;
    }
    this.busy = false;
  }
}
