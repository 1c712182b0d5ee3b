import { api } from '../../../shared/api/client';
import type { MyTalks, TalkOffer } from '../../../shared/api/types';
import { i18n, t } from '../../../shared/i18n/i18n.svelte';
import { router } from '../../../shared/ui/router.svelte';
import { toaster } from '../../../shared/ui/toast.svelte';
import { isTrouble } from './polling';

const quietly = (cause: unknown): null => {
  if (isTrouble(cause)) return null; // the screen says it when it is opened
  throw cause;
};

/** Somebody is asked while they look at another screen. */
export async function tellOfOffer(): Promise<void> {
  if (router.path === '/peer') return;
  const offers = await api<{ results: TalkOffer[] }>('/talk-offers').catch(quietly);
  if (!offers?.results.length) return;
  await i18n.also('talks');
  toaster.show({ text: t('peer.asked'), act: { word: t('talk.see'), run: () => router.go('/peer') } });
}

/** Somebody has come, or wrote, while one looks at another screen. */
export async function tellOfTalk(): Promise<void> {
  if (router.path.startsWith('/talk/') || router.path === '/support' || router.path === '/peer') return;
  const mine = await api<MyTalks>('/talks/mine').catch(quietly);
  const fresh = mine?.talks.find(({ open, unread, role }) => open && (unread > 0 || role === 'agent'));
  if (!fresh || (!fresh.unread && told.has(fresh.id))) return;
  told.add(fresh.id);
  await i18n.also('talks');
  toaster.show({
    text: t('talk.news', { name: fresh.across }),
    act: { word: t('talk.see'), run: () => router.go(`/talk/${fresh.id}`) },
  });
}

const told = new Set<string>();
