import { csrfToken } from '../shared/api/csrf';
import { flush } from '../shared/offline/flush';
import { Newsroom } from '../shared/offline/news';
import { postAs } from '../shared/offline/post';
import type { Store } from '../shared/offline/store';

/** Send with no page open. Without a CSRF token to be had the page will do it when it opens next. */
export async function sendFromWorker(store: Store, account: string, language: string): Promise<void> {
  if (!(await csrfToken())) return;
  const { halt } = await flush(
    store,
    account,
    postAs(() => language),
  );
  new Newsroom().tell('outbox');
  // Rejecting makes the browser try again later; being signed out is nothing that time mends.
  if (halt === 'offline' || halt === 'server_error' || halt === 'too_many') throw new Error(halt);
}
