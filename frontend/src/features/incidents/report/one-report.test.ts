import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Report } from '../../../shared/api/types';
import { Apart } from '../../../shared/offline/apart.svelte';
import type { Here } from '../../../shared/offline/here';
import { MemoryStore } from '../../../shared/offline/memory-store';
import { Newsroom } from '../../../shared/offline/news';
import { Outbox } from '../../../shared/offline/outbox.svelte';
import { keptDrafts } from './kept-drafts';
import { OneReport } from './one-report.svelte';
import { sendDraft } from './send';
import { signed, unsentReports } from './unsent';

const REPORT = {
  ...{ state: 'received', kinds: ['insult'], severity: 2, urgent: false, channel: 'phone', acts: [] },
  ...{ happened_at: '2026-03-02T11:00:00+01:00', story: 'He did not stop.', reference: '', identity: 'confidential' },
} as unknown as Report;

const answer = (status: number, body?: object): Response =>
  new Response(body ? JSON.stringify(body) : null, { status, headers: { 'Content-Type': 'application/json' } });

let here: Here;
let report: OneReport;
let network: ReturnType<typeof vi.fn<typeof fetch>>;
beforeEach(() => {
  vi.stubGlobal('document', { cookie: '', visibilityState: 'visible' });
  network = vi.fn<typeof fetch>();
  vi.stubGlobal('fetch', network);
  const [store, news] = [new MemoryStore(), new Newsroom()];
  const silent = () => Promise.resolve(null);
  here = {
    account: 'asha',
    kind: 'shared',
    store,
    news,
    apart: new Apart(async () => []),
    outbox: new Outbox(store, 'asha', silent, news),
  };
  report = new OneReport(here, 'r1');
  report.found = REPORT;
});
afterEach(() => vi.unstubAllGlobals());

const inTheForm = async (): Promise<string[]> => (await keptDrafts(here, new Date())).map(({ draft }) => draft.story);

test('taken back to choose again it is in the form', async () => {
  network.mockResolvedValueOnce(answer(204));

  expect(await report.chooseAgain()).toBe(true);
  expect(await inTheForm()).toEqual([REPORT.story]);
});

test('where nobody can tell whether the server destroyed it, its words stay here', async () => {
  network.mockRejectedValue(new TypeError('the answer was lost'));

  expect(await report.chooseAgain()).toBe(false);
  expect(report.error).not.toBeNull();
  expect(await inTheForm()).toEqual([REPORT.story]);
});

test('where nobody can tell, it is taken back once more before the other one goes', async () => {
  network.mockRejectedValue(new TypeError('the answer was lost'));
  await report.chooseAgain();
  const [begun] = await keptDrafts(here, new Date());

  expect(await sendDraft(here, begun!, new Date())).toBe(`/reports/${begun!.draft.id}`);

  const letters = await here.outbox.letters('letters');
  const asked = letters.map(({ method, name }) => `${method} ${name}`);
  expect(asked).toEqual(['DELETE /reports/r1', `PUT /reports/${begun!.draft.id}`]);
  expect(await unsentReports(here)).toHaveLength(1);
  expect(JSON.stringify(signed(begun!.draft))).not.toContain('r1');
});

test('once it is destroyed no trouble after that takes its words away', async () => {
  network.mockResolvedValueOnce(answer(204)).mockRejectedValue(new TypeError('no line'));

  expect(await report.chooseAgain()).toBe(true);
  expect(await inTheForm()).toEqual([REPORT.story]);
});

test('where the server refused, the report stands, and there is no second one in the form', async () => {
  network.mockResolvedValueOnce(answer(409, { code: 'case_is_kept', message: 'It is kept.' }));

  expect(await report.chooseAgain()).toBe(false);
  expect(report.error).toMatchObject({ code: 'case_is_kept' });
  expect(await inTheForm()).toEqual([]);
});
