import { beforeEach, expect, test, vi } from 'vitest';
import { Apart } from '../../../shared/offline/apart.svelte';
import type { Here } from '../../../shared/offline/here';
import { MemoryStore } from '../../../shared/offline/memory-store';
import { Newsroom } from '../../../shared/offline/news';
import { Outbox } from '../../../shared/offline/outbox.svelte';
import { draftOf, EMPTY, post, putBack, unsentReports, type Draft } from './unsent';

const DRAFT: Draft = { what: 'insult', text: 'after that I could not take a call', copy: false };
let here: Here;

beforeEach(() => {
  vi.stubGlobal('document', { visibilityState: 'hidden' });
  const store = new MemoryStore();
  const news = new Newsroom();
  const refusing = async () => ({
    ok: false,
    status: 422,
    data: { code: 'talk_out_of_reach', message: 'It is erased.' },
    retryAfter: null,
  });
  here = {
    account: 'asha',
    kind: 'shared',
    store,
    news,
    apart: new Apart(async () => []),
    outbox: new Outbox(store, 'asha', refusing, news),
  };
});

test('a refused report keeps its words, and they go back into the draft', async () => {
  await post(here, 'a-talk', DRAFT);
  await here.outbox.flush();
  const [report] = await unsentReports(here);
  expect(report).toMatchObject({ talk: 'a-talk', refused: 'It is erased.', draft: DRAFT });
  expect(await draftOf(here, 'a-talk')).toEqual(EMPTY);

  await putBack(here, report!);

  expect(await unsentReports(here)).toEqual([]);
  expect(await draftOf(here, 'a-talk')).toEqual(DRAFT);
});
