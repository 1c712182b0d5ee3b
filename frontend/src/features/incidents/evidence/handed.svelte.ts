import { isTrouble, Unreachable } from '../../../shared/api/errors';
import { Newest } from '../../../shared/api/newest';
import type { EvidenceFile } from '../../../shared/api/types';
import { keepLooking } from '../../../shared/live/looking';
import type { Line } from './line';

const EVERY = 5_000;

/** The files that the server has of one report, and what became of them. */
export class Handed {
  results = $state.raw<EvidenceFile[]>([]);
  error = $state.raw<unknown>(null);
  #newest = new Newest();

  constructor(private readonly line: Line) {}

  start(): () => void {
    const isDue = (): boolean => this.results.some(({ state }) => state === 'arriving' || state === 'checking');
    return keepLooking(() => void this.look(), { every: EVERY, topics: ['reports'], isDue });
  }

  look = (): Promise<void> =>
    this.#ask(() =>
      this.#newest.show(
        () => this.line.list(),
        (results) => (this.results = results),
      ),
    );

  async #ask(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      this.error = cause instanceof Unreachable ? null : cause; // the report above says that nobody answers
    }
  }
}
