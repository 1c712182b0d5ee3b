import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Apart } from '../../../shared/offline/apart.svelte';
import { openDatabase } from '../../../shared/offline/database';
import type { Here } from '../../../shared/offline/here';
import { Newsroom } from '../../../shared/offline/news';
import { Outbox } from '../../../shared/offline/outbox.svelte';
import { PhoneStore } from '../../../shared/offline/phone-store';
import { freshDraft, minuteOf, NEW } from './draft';
import { Form } from './form.svelte';
import { keepDraft, keptDrafts } from './kept-drafts';
import { unsentReports } from './unsent';

const DAY = 24 * 60 * 60_000;
const STORY = 'He called for the third time, and shouted that he knows where I live.';

let stops: (() => void)[];
let here: Here;

/** One account on one phone: every tab has a store of its own over the same disk. */
async function place(): Promise<Here> {
  const [store, news] = [new PhoneStore(await openDatabase()), new Newsroom()];
  const outbox = new Outbox(store, 'asha', () => Promise.resolve(null), news);
  return { account: 'asha', kind: 'own', store, news, apart: new Apart(async () => []), outbox };
}

async function tab(of = NEW): Promise<Form> {
  const form = new Form(await place(), of);
  await form.open(new Date());
  return form;
}

/** It hears of what the others do. */
async function listening(): Promise<Form> {
  const form = new Form(await place(), NEW);
  stops.push(form.start(new Date()));
  await vi.waitFor(() => expect(form.draft).not.toBeNull());
  return form;
}

const onDisk = async (): Promise<string[]> => (await keptDrafts(here, new Date())).map(({ draft }) => draft.story);
const ids = async (): Promise<string[]> => (await unsentReports(here)).map(({ id }) => id);
const fill = async (form: Form): Promise<void> => {
  form.change({ kinds: ['threat'], severity: 3, story: STORY });
  await form.keep();
};

beforeEach(async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no line')));
  stops = [];
  here = await place();
  await here.store.forget('asha');
});
afterEach(() => {
  stops.forEach((stop) => stop());
  vi.unstubAllGlobals();
});

test('what another tab wrote is not written over by a tab that opened earlier', async () => {
  const [first, second] = [await tab(), await tab()];
  await fill(first);
  second.change({ kinds: ['insult'] });
  await second.keep();

  expect(await onDisk()).toEqual([STORY]);
  expect(second.draft).toMatchObject({ story: STORY, kinds: ['threat', 'insult'], severity: 3, id: first.draft!.id });
});

test('words that were written in both tabs both stay', async () => {
  const [first, second] = [await tab(), await tab()];
  await fill(first);
  second.change({ story: 'He knows my name.' });
  await second.keep();

  expect(await onDisk()).toEqual([`${STORY}\n\nHe knows my name.`]);
});

test('a tab that is told shows what another wrote, and when it was sent there', async () => {
  const [first, second] = [await listening(), await listening()];
  await fill(first);
  await vi.waitFor(() => expect(second.draft!.story).toBe(STORY));

  const at = await first.send(new Date());
  await vi.waitFor(() => expect(second.gone).toEqual({ place: at, own: false }));
  expect(first.gone).toBeNull();
});

test('pressed in two tabs it is one report, and the second one says where it is', async () => {
  const first = await tab();
  await fill(first);
  const second = await tab();

  const sent = await Promise.all([first.send(new Date()), second.send(new Date())]);
  expect(sent.filter((at) => at === null)).toHaveLength(1);
  expect(await ids()).toEqual([first.draft!.id]);
  const late = sent[0] === null ? first : second;
  await vi.waitFor(() => expect(late.gone).toEqual({ place: `/reports/${first.draft!.id}`, own: false }));
  expect(await onDisk()).toEqual([]);
});

test('without a name it goes out once too', async () => {
  const first = await tab();
  first.change({ identity: 'anonymous' });
  await fill(first);
  const second = await tab();

  const sent = [await first.send(new Date()), await second.send(new Date())];
  expect(sent).toEqual(['/report/sent', null]);
  expect(second.gone).not.toBeNull();
});

test('a report that was sent elsewhere does not come back as a draft', async () => {
  const first = await tab();
  await fill(first);
  const second = await tab();
  await first.send(new Date());
  second.change({ acts: ['warned'] });
  await second.keep();

  expect(await onDisk()).toEqual([]);
  expect(second.gone).toMatchObject({ own: true });
});

test('what stands in one tab alone can become another report', async () => {
  const first = await tab();
  await fill(first);
  const second = await tab();
  await first.send(new Date());
  second.change({ story: 'And then he called again.' });
  await second.keep();

  const at = await second.keepApart(new Date());
  const [kept] = await keptDrafts(here, new Date());
  expect(at).toBe(`/report/of/${kept!.of}`);
  expect(kept!.draft.story).toBe('And then he called again.');
  expect(kept!.draft.id).not.toBe(first.draft!.id);
});

test('what was changed elsewhere since is looked at once more before it goes', async () => {
  const first = await tab();
  await fill(first);
  const second = await tab();
  first.change({ severity: 1 });
  await first.keep();

  expect(await second.send(new Date())).toBeNull();
  expect([second.changed, second.draft!.severity]).toEqual([true, 1]);
  expect(await second.send(new Date())).toBe(`/reports/${first.draft!.id}`);
});

test('the same tab, opened again while the first sending still waits, sends nothing of its own', async () => {
  const first = await listening();
  await fill(first);
  const again = await listening();

  const sent = await Promise.all([first.send(new Date()), again.send(new Date())]);
  expect(sent).toContain(null);
  expect(await ids()).toHaveLength(1);
  await vi.waitFor(() => expect([first.gone, again.gone].filter(Boolean)).toHaveLength(1));
});

test('what is thrown away and brought back lies beside what was begun meanwhile', async () => {
  const first = await tab();
  await fill(first);
  await first.throwAway();
  const second = await tab();
  second.change({ story: 'Another caller.' });
  await second.keep();

  await first.putBack(new Date());
  expect((await onDisk()).sort()).toEqual(['Another caller.', STORY]);
});

test('where there is no room to send it, that is said, and it stands as it was', async () => {
  const form = await tab();
  await fill(form);
  const { store } = (form as unknown as { here: Here }).here;
  const change = vi.spyOn(store, 'change').mockRejectedValue(new DOMException('full', 'QuotaExceededError'));

  expect(await form.send(new Date())).toBeNull();
  expect([form.unsaved, form.busy, form.draft!.story]).toEqual([true, false, STORY]);
  expect(await ids()).toEqual([]);

  change.mockRestore();
  expect(await form.send(new Date())).toBe(`/reports/${form.draft!.id}`);
  expect(form.unsaved).toBe(false);
});

test('taken up on another day it says which day it was, and asks for a time that was emptied', async () => {
  const yesterday = new Date(Date.now() - DAY);
  const begun = { ...freshDraft(NEW, yesterday), when: 'today' as const, kinds: ['insult' as const], severity: 1 };
  await keepDraft(here, NEW, begun, yesterday);
  const form = await tab();
  expect(form.draft).toMatchObject({ when: 'other', at: minuteOf(yesterday) });

  form.change({ at: '' });
  expect(await form.send(new Date())).toBeNull();
  expect(form.missing).toBe('time');
});
