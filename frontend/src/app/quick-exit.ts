import { askFresh } from '../shared/api/client';
import { csrfToken } from '../shared/api/csrf';
import { ApiError, type Problem } from '../shared/api/errors';
import type { Outbox } from '../shared/offline/outbox.svelte';

const PATIENCE = 1500;
const SESSION = '/_allauth/browser/v1/auth/session';
/** Stands until the app, opened again, hears that the session is over; it names nobody, and ends with the browser. */
const MARK = 'leaving';

let quiet = false;
// First of all that hear it, as this file is there before any screen: in Chromium they are heard in that order alone.
globalThis.addEventListener?.('beforeunload', (event) => quiet && event.stopImmediatePropagation());

/** The way out on a shared computer: out of sight at once, signed out, and not even behind "back". */
export async function quickExit(outbox: Outbox): Promise<void> {
  const page = document.documentElement;
  page.style.visibility = 'hidden';
  mark('1');
  // What is unsent gets a moment; if that was not enough, the browser asks before the tab drops it.
  await Promise.race([outbox.flush(), new Promise((resolve) => setTimeout(resolve, outbox.unsent ? PATIENCE : 0))]);
  const headers = { 'X-CSRFToken': (await csrfToken()) ?? '' };
  void fetch(SESSION, { method: 'DELETE', headers, keepalive: true }).catch(() => undefined); // see `finishLeaving`
  // What lies apart from the outbox (a report without a name, its receipt, files) is dropped, and nothing asks about it:
  // somebody may stand behind whoever leaves. The screens said that nothing of it is kept here.
  quiet = !outbox.unsent;
  // "Back" may bring this very page from the browser's memory: it stays hidden and asks the server anew.
  addEventListener('pagehide', () => clearTimeout(showing));
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
  location.replace('about:blank');
  const showing = setTimeout(() => {
    page.style.visibility = ''; // the person chose to stay
    quiet = false;
  }, PATIENCE);
}

/** Whoever left without a line, or came back quicker than it, is signed out before anything is asked for. */
export async function finishLeaving(): Promise<void> {
  if (!document.cookie.split('; ').includes(`${MARK}=1`)) return;
  const { status, data } = await askFresh(SESSION, { method: 'DELETE' });
  // 401 is how allauth says that nobody is signed in now.
  if (status !== 200 && status !== 401) throw new ApiError(status, data as Partial<Problem> | undefined);
  stay();
}

/** Whoever signs in now is not to be signed out by whoever left before. */
export function stay(): void {
  mark('', '; Max-Age=0');
}

function mark(value: string, more = ''): void {
  document.cookie = `${MARK}=${value}; Path=/; SameSite=Strict${more}`;
}
