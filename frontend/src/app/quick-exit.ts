import { csrfToken } from '../shared/api/csrf';
import type { Outbox } from '../shared/offline/outbox.svelte';

const PATIENCE = 1500;

/** The way out on a shared computer: out of sight at once, signed out, and not even behind "back". */
export async function quickExit(outbox: Outbox): Promise<void> {
  const page = document.documentElement;
  page.style.visibility = 'hidden';
  // What is unsent gets a moment; if that was not enough, the browser asks before the tab drops it.
  await Promise.race([outbox.flush(), new Promise((resolve) => setTimeout(resolve, outbox.waiting ? PATIENCE : 0))]);
  const headers = { 'X-CSRFToken': (await csrfToken()) ?? '' };
  void fetch('/_allauth/browser/v1/auth/session', { method: 'DELETE', headers, keepalive: true });
  // "Back" may bring this very page from the browser's memory: it stays hidden and asks the server anew.
  addEventListener('pagehide', () => clearTimeout(showing));
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  location.replace('about:blank');
  const showing = setTimeout(() => (page.style.visibility = ''), PATIENCE); // the person chose to stay
}
