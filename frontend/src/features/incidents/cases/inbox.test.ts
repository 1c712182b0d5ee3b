import { beforeEach, expect, test, vi } from 'vitest';
import type { Here } from '../../../shared/offline/here';
import { ANYTHING } from './finer';
import { Inbox } from './inbox.svelte';

const found = { results: [], count: 120, more: false, closed: 0, read: 0, units: [] };
const here = (): Here => ({ account: 'sam' }) as Here;

beforeEach(() => {
  vi.stubGlobal('document', { cookie: '' });
  const json = { headers: { 'Content-Type': 'application/json' } };
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify(found), json)));
});

test('whoever comes back from a case is where they were in the list', async () => {
  const sam = here();
  await new Inbox(sam).show('closed', 2, { ...ANYTHING, text: 'Team 17' });

  const { filter, page, finer } = new Inbox(sam);
  expect([filter, page, finer.text]).toEqual(['closed', 2, 'Team 17']);
});

test('whoever signs in next at the same computer begins at the top', async () => {
  await new Inbox(here()).show('closed', 2, { ...ANYTHING, text: 'Team 17' });

  const { filter, page, finer } = new Inbox(here());
  expect([filter, page, finer]).toEqual(['open', 1, ANYTHING]);
});
