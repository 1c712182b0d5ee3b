import { api } from '../../../shared/api/client';
import { isTrouble } from '../../../shared/api/errors';
import { Newest } from '../../../shared/api/newest';
import type { Actions } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';

const EVERY = 60_000;
const LISTS = ['approval', 'appeal', 'review'] as const;
export type List = (typeof LISTS)[number];

/** What waits for whoever asks, in three lists. */
export class Waiting {
  found = $state.raw<Record<List, Actions> | null>(null);
  error = $state.raw<unknown>(null);
  #newest = new Newest();

  start(): () => void {
    return keepLooking(() => void this.look(), { every: EVERY, topics: ['cases'] });
  }

  look = async (): Promise<void> => {
    try {
      await this.#newest.show(
        () => Promise.all(LISTS.map((list) => api<Actions>(`/actions?waiting=${list}`))),
        (found) => (this.found = { approval: found[0]!, appeal: found[1]!, review: found[2]! }),
      );
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause;
    }
  };
}
