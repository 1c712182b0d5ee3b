import { describe } from '../features/checkins/describe';
import { i18n, t } from '../shared/i18n/i18n.svelte';
import type { Letter, Refused } from '../shared/offline/letters';
import type { Outbox } from '../shared/offline/outbox.svelte';

export interface Shown {
  name: string;
  words: string;
  /** Undefined where no key on this device opens it any more. */
  content: unknown;
  code?: string;
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
    const content = letter.body === null ? null : await this.outbox.content(letter).catch(() => undefined);
    const words = content === undefined ? t('waiting.unreadable') : await inWords(letter.name, content);
    return { name: letter.name, words, content, ...('problem' in letter && letter.problem) };
  }
}

async function inWords(path: string, content: unknown): Promise<string> {
  if (path.startsWith('/conversations/')) {
    await i18n.also('talks');
    return t('talk.waits_here');
  }
  if (path.startsWith('/talk-reports/')) {
    await i18n.also('talkreport');
    return t('report.waits_here');
  }
  if (path.startsWith('/reports/')) {
    await i18n.also('report');
    if (path.includes('/aftercare/')) return t('aftercare.waits');
    if (path.includes('/messages/')) return t('abuse.waits_message');
    return t(content === null ? 'abuse.waits_back' : 'abuse.waits');
  }
  if (!path.startsWith('/resets/')) return describe(content);
  const [resets] = await Promise.all([import('../features/resets/describe'), i18n.also('resets')]);
  return resets.describe(content);
}
