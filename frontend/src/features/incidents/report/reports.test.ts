import { afterEach, expect, test, vi } from 'vitest';
import { Apart } from '../../../shared/offline/apart.svelte';
import type { Here } from '../../../shared/offline/here';
import { MemoryStore } from '../../../shared/offline/memory-store';
import { Newsroom } from '../../../shared/offline/news';
import { Outbox } from '../../../shared/offline/outbox.svelte';
import { freshDraft, NEW } from './draft';
import { keepDraft } from './kept-drafts';
import { Reports } from './reports.svelte';
import { sendDraft } from './send';

afterEach(() => vi.unstubAllGlobals());

test('a report whose answer was lost stands in the list once', async () => {
  vi.stubGlobal('document', { cookie: '', visibilityState: 'visible' });
  const [store, news] = [new MemoryStore(), new Newsroom()];
  const outbox = new Outbox(store, 'asha', () => Promise.resolve(null), news);
  const here: Here = { account: 'asha', kind: 'shared', store, news, apart: new Apart(async () => []), outbox };
  const now = new Date();
  const [arrived, waits] = ['one', 'another'].map((id) => ({ ...freshDraft(NEW, now), id }));
  for (const draft of [arrived!, waits!]) {
    const kept = await keepDraft(here, draft.id, draft, now);
    await sendDraft(here, kept!, now);
  }
  vi.stubGlobal('fetch', async () => Response.json({ results: [{ id: 'one' }] }));
  const reports = new Reports(here);

  await reports.look();

  expect(reports.unsent.map(({ id }) => id)).toEqual(['another']);
  expect(reports.rows).toHaveLength(1);
});
