import { leave } from '../features/support/crisis/leave';
import { i18n } from '../shared/i18n/i18n.svelte';
import { router } from '../shared/ui/router.svelte';
import { quickExit } from './quick-exit';
import { session } from './session.svelte';

/** The way out of a screen that nobody should come upon. On a shared computer it also signs out. */
export function out(): void {
  if (session.here?.kind === 'shared') void quickExit(session.here.outbox);
  else leave(i18n.language);
}

/** Going on takes this page out of the history: "back" must not lead here, not even from two screens further on. */
export function replace(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  router.replace(link.hash.slice(1));
}
