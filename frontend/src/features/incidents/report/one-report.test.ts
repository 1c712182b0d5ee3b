import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Report } from '../../../shared/api/types';
import { Apart } from '../../../shared/offline/apart.svelte';
import type { Here } from '../../../shared/offline/here';
import { MemoryStore } from '../../../shared/offline/memory-store';
import { flush } from '../../../shared/offline/flush';
import { Newsroom } from '../../../shared/offline/news';
import { Outbox } from '../../../shared/offline/outbox.svelte';
import { keepDraft, keptDrafts, type Kept } from './kept-drafts';
import { OneReport } from './one-report.svelte';
import { sendDraft } from './send';
import { signed, unsentReports, unsentWords } from './unsent';

const REPORT = {
  ...{ state: 'received', kinds: ['insult'], severity: 2, urgent: false, channel: 'phone', acts: [] },
  ...{
    written: [],
    happened_at: '2026-03-02T11:00:00+01:00',
    story: 'He did not stop.',
    reference: '',
    identity: 'confidential',
  },
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

/** Nobody can tell whether it was taken back, and its copy lies in the form. */
const copy = async (): Promise<Kept> => {
  network.mockRejectedValueOnce(new TypeError('the answer was lost'));
  await report.chooseAgain();
  return (await keptDrafts(here, new Date()))[0]!;
};
const asked = async (): Promise<string[]> =>
  (await here.outbox.letters('letters')).map(({ method, name, lane }) => `${method} ${name} in ${lane}`);

test('what was changed elsewhere meanwhile is not sent, and nothing is taken back', async () => {
  const begun = await copy();
  await keepDraft(here, begun.of, { ...begun.draft, story: 'More.' }, new Date(), begun.stamp);

  expect(await sendDraft(here, begun, new Date())).toBeNull();
  expect(await asked()).toEqual([]);
});

test('where it cannot be taken back any more, the other one does not go either, and says why', async () => {
  const begun = await copy();
  await sendDraft(here, begun, new Date());
  const sent: string[] = [];
  const kept = { ok: false, status: 409, data: { code: 'case_is_kept', message: 'It is kept.' }, retryAfter: null };
  await flush(here.store, 'asha', ({ method }) => (sent.push(method), Promise.resolve(kept)));

  expect(sent).toEqual(['DELETE']);
  expect(await unsentReports(here)).toMatchObject([{ id: begun.draft.id, refused: 'It is kept.' }]);
});

test('one that nobody signs takes it back as well, in one stroke', async () => {
  const begun = await copy();
  const unsigned = { ...begun.draft, identity: 'anonymous' as const };
  network.mockRejectedValue(new TypeError('no line'));

  expect(await sendDraft(here, { ...begun, draft: unsigned, stamp: 'older' }, new Date())).toBeNull();
  expect(await asked()).toEqual([]);
  expect(await sendDraft(here, { ...begun, draft: unsigned }, new Date())).toBe('/report/sent');
  expect(await asked()).toEqual([`DELETE /reports/r1 in /reports/${begun.draft.id}`]);
});

test('chosen again and refused, what was written in the form meanwhile stays', async () => {
  const begun = await copy();
  await keepDraft(here, begun.of, { ...begun.draft, story: 'More.' }, new Date(), begun.stamp);
  network.mockResolvedValue(answer(409, { code: 'case_is_kept', message: 'It is kept.' }));

  expect(await report.chooseAgain()).toBe(false);
  expect(await inTheForm()).toEqual(['More.']);
});

test('words whose answer was lost do not stand beside themselves as unsent', async () => {
  report.begun.text = 'The one ending in 47.';
  network.mockRejectedValueOnce(new TypeError('no line'));
  await report.say();
  expect(report.words).toHaveLength(1);
  const id = report.words[0]!.name.split('/').at(-1)!;

  network.mockResolvedValueOnce(answer(200, { ...REPORT, written: [id] }));
  await report.look();

  expect(await unsentWords(here, 'r1')).toHaveLength(1); // tried again, which the server takes as the same
  expect(report.words).toEqual([]);
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
