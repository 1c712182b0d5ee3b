import { api } from '../../../shared/api/client';
import type { MyTalks, TalkLine, TalkOffer } from '../../../shared/api/types';
import { i18n, t } from '../../../shared/i18n/i18n.svelte';
import { router } from '../../../shared/ui/router.svelte';
import { toaster } from '../../../shared/ui/toast.svelte';
import { isTrouble } from '../../../shared/api/errors';
import { whenWord } from './wished';

const quietly = (cause: unknown): null => {
  if (isTrouble(cause)) return null; // the screen says it when it is opened
  throw cause;
};
const told = new Set<string>();

/** Each thing once: what was said is not said again when the line comes back. */
async function tell(what: string, where: string, text: () => string): Promise<void> {
  if (told.has(what)) return;
  told.add(what);
  await i18n.also('talks');
  toaster.show({ text: text(), act: { word: t('talk.see'), run: () => router.go(where) } });
}

/** Somebody is asked while they look at another screen. */
export async function tellOfOffer(): Promise<void> {
  if (router.path === '/peer') return;
  const offers = await api<{ results: TalkOffer[] }>('/talk-offers').catch(quietly);
  for (const { id } of offers?.results ?? []) await tell(`offer:${id}`, '/peer', () => t('peer.asked'));
}

/** Somebody has come, wrote, or it is time, while one looks at another screen. */
export async function tellOfTalk(): Promise<void> {
  if (router.path.startsWith('/talk/') || router.path === '/support' || router.path === '/peer') return;
  const mine = await api<MyTalks>('/talks/mine').catch(quietly);
  if (!mine) return;
  for (const talk of mine.talks) if (talk.state === 'open') await tellOfOne(talk);
  for (const { id, state, wished_at, supervisor } of mine.requests) {
    const begun = state === 'waiting' && wished_at && !supervisor;
    if (begun) await tell(`begun:${id}`, '/support', () => t('talk.begun'));
    if (state === 'nobody') await tell(`nobody:${id}`, '/support', () => t('talk.nobody_news'));
  }
}

async function tellOfOne({ id, role, unread, last_number, agreed_for, across }: TalkLine): Promise<void> {
  const where = `/talk/${id}`;
  if (unread) return tell(`words:${id}:${last_number}`, where, () => t('talk.wrote', { name: across }));
  if (agreed_for) {
    const soon = new Date(agreed_for).getTime() - Date.now() < SOON;
    const when = whenWord(agreed_for);
    return tell(`agreed:${id}:${soon}`, where, () => t('talk.agreed_with', { name: across, when }));
  }
  if (role === 'agent') await tell(`talk:${id}:${across}`, where, () => t('talk.news', { name: across }));
}

const SOON = 11 * 60_000;
