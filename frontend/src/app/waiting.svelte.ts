import { describe } from '../features/checkins/describe';
import type { Letter, Refused } from '../shared/offline/letters';
import type { Outbox } from '../shared/offline/outbox.svelte';

export interface Shown {
  name: string;
  words: string;
  content: unknown;
  message?: string;
}

/** What lies on the three shelves, opened and in words. */
export class WaitingList {
  waiting = $state.raw<Shown[]>([]);
  setAside = $state.raw<Shown[]>([]);
  refused = $state.raw<Shown[]>([]);

  constructor(private readonly outbox: Outbox) {}

  async load(): Promise<void> {
    const [waiting, setAside, refused] = await Promise.all([
      this.outbox.letters('letters'),
      this.outbox.letters('setaside'),
      this.outbox.refusals(),
    ]);
    [this.waiting, this.setAside, this.refused] = await Promise.all([
      Promise.all(waiting.map((letter) => this.#shown(letter))),
      Promise.all(setAside.map((letter) => this.#shown(letter))),
      Promise.all(refused.map((letter) => this.#shown(letter))),
    ]);
  }

  async #shown(letter: Letter | Refused): Promise<Shown> {
    const content = letter.body === null ? null : await this.outbox.content(letter);
    const message = 'problem' in letter ? letter.problem.message : undefined;
    return { name: letter.name, words: describe(content), content, message };
  }
}
