import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { EvidenceFile } from '../../../shared/api/types';
import { Looking } from './looking.svelte';

const photo = { id: 'f1', kind: 'image' } as EvidenceFile;
const another = { id: 'f2', kind: 'image' } as EvidenceFile;

let answers: ((answer: Response) => void)[];
let made: string[];
let gone: string[];
let looking: Looking;
beforeEach(() => {
  answers = [];
  [made, gone] = [[], []];
  vi.stubGlobal('document', { cookie: '' });
  vi.stubGlobal('fetch', () => new Promise<Response>((answer) => answers.push(answer)));
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => `blob:${made.push('one')}`);
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((address) => void gone.push(address));
  looking = new Looking('c1');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const copy = (): Response => new Response(new Blob(['a photo']));
const list = (): Response =>
  new Response(JSON.stringify({ results: [photo] }), { headers: { 'Content-Type': 'application/json' } });

test('what is looked at is let go of when it is closed', async () => {
  const looked = looking.look(photo);
  answers[0]!(copy());
  await looked;
  expect(looking.open).toMatchObject({ id: 'f1', address: 'blob:1' });

  looking.close();
  expect([looking.open, gone]).toEqual([null, ['blob:1']]);
});

test('what comes after the page was left is not kept in its memory', async () => {
  const looked = looking.look(photo);
  looking.close();
  answers[0]!(copy());
  await looked;

  expect([looking.open, made, looking.busy]).toEqual([null, [], false]);
});

test('of two that were asked for the second is shown, whichever comes first', async () => {
  const looks = [looking.look(photo), looking.look(another)];
  answers[1]!(copy());
  await looks[1];
  answers[0]!(copy());
  await looks[0];

  expect(looking.open?.id).toBe('f2');
  expect(made).toHaveLength(1);
});

test('once a colleague has it no list that was asked for before is shown', async () => {
  const listed = looking.list();
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  looking.leave();
  answers[0]!(list());
  await listed;

  expect([looking.files, looking.error]).toEqual([null, null]);
});
