import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from './database';
import { KeptWords, keptWords } from './kept-words.svelte';
import { MemoryStore } from './memory-store';
import { keepMine, readMine, type Place } from './mine';
import { PhoneStore } from './phone-store';

const NAME = 'case-draft/message/c1';

/** Sealing takes as long as it is told to, and a disk may be full. */
class SlowStore extends MemoryStore {
  pauses: Promise<void>[] = [];
  full = false;

  override async seal(account: string, place: string, value: unknown): Promise<unknown> {
    await this.pauses.shift();
    if (this.full) throw new DOMException('no room', 'QuotaExceededError');
    return super.seal(account, place, value);
  }
}

let store: SlowStore;
let place: { account: string; store: SlowStore };
beforeEach(() => {
  store = new SlowStore();
  place = { account: 'sam', store };
});

const onDisk = (): Promise<string | undefined> => readMine<string>(place, NAME);

test('what was begun is there after a reload, and gone once it is emptied', async () => {
  new KeptWords(place, NAME).text = 'It was the third call.';
  await vi.waitFor(async () => expect(await onDisk()).toBe('It was the third call.'));

  const later = new KeptWords(place, NAME);
  await vi.waitFor(() => expect(later.text).toBe('It was the third call.'));
  later.text = '';
  await vi.waitFor(async () => expect(await onDisk()).toBeUndefined());
});

test('the last words are the last on the disk, however long the first took to be sealed', async () => {
  let go!: () => void;
  store.pauses = [new Promise((done) => (go = done))];
  const words = new KeptWords(place, NAME);
  words.text = 'first';
  words.text = 'first and last';
  await Promise.resolve();
  go();

  await vi.waitFor(async () => expect(await onDisk()).toBe('first and last'));
});

test('whoever types before the disk has answered is not overtaken, nor is what was there', async () => {
  await keepMine(place, NAME, 'from yesterday', new Date());
  const words = new KeptWords(place, NAME);
  words.text = 'now';
  await vi.waitFor(async () => expect(await onDisk()).toBe('from yesterday\n\nnow'));

  expect(words.text).toBe('from yesterday\n\nnow');
});

test('a full disk is said, until there is room again', async () => {
  const words = new KeptWords(place, NAME);
  store.full = true;
  words.text = 'a';
  await vi.waitFor(() => expect(words.unsaved).toBe(true));

  store.full = false;
  words.text = 'ab';
  await vi.waitFor(() => expect(words.unsaved).toBe(false));
  expect(await onDisk()).toBe('ab');
});

test('what is folded away and opened again is as it was left, for each of them', () => {
  keptWords(place, NAME).text = 'half a sent';

  expect(keptWords(place, NAME).text).toBe('half a sent');
  expect(keptWords(place, 'case-draft/outcome/c1').text).toBe('');
  expect(keptWords({ account: 'hana', store }, NAME).text).toBe('');
});

/** Another tab of the same phone. */
const tab = async (): Promise<Place> => ({ account: 'sam', store: new PhoneStore(await openDatabase()) });

test('a tab that stood open shows what another wrote, and lets go of what was sent there', async () => {
  const [first, second] = [new KeptWords(await tab(), NAME), new KeptWords(await tab(), NAME)];
  first.text = 'It was the third call.';
  await vi.waitFor(() => expect(second.text).toBe('It was the third call.'));

  first.leave('It was the third call.');
  await vi.waitFor(() => expect(second.text).toBe(''));
});

test('two tabs that were not told lose none of what was typed in either', async () => {
  const place = await tab();
  const untold = { ...place, store: Object.assign(new PhoneStore((place.store as PhoneStore).db), { lasts: false }) };
  const second = new KeptWords(untold as Place, NAME);
  await vi.waitFor(async () => expect(second.text).toBe(''));
  const first = new KeptWords(place, NAME);
  first.text = 'It was the third call.';
  await vi.waitFor(async () => expect(await readMine(place, NAME)).toBe('It was the third call.'));

  second.text = 'He';
  await vi.waitFor(async () => expect(await readMine(place, NAME)).toBe('It was the third call.\n\nHe'));
  await vi.waitFor(() => expect(first.text).toBe(second.text));
});
