import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MemoryStore } from '../../../shared/offline/memory-store';
import { content, Desk, photo, said, size } from './desk.testing';
import { Files } from './files.svelte';
import { change, movedTo, type KeptFile, type Target } from './kept';
import { MOST_FILES } from './limits';

const REPORT = { report: 'r1' };
const DRAFT = { of: 'new' };
const NOW = new Date('2026-03-02T12:00:00Z');

let place: { account: string; store: MemoryStore };
let desk: Desk;
let waiting: boolean;
let files: Files;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }); // what is tried again later is tried by no other test
  vi.stubGlobal('document', { cookie: '', visibilityState: 'visible' });
  place = { account: 'asha', store: new MemoryStore() };
  desk = new Desk();
  waiting = false;
  vi.stubGlobal('fetch', vi.fn(desk.answer));
  files = new Files(place, () => Promise.resolve(waiting));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const lying = (): Promise<number> => place.store.read(['files'], (tx) => tx.count('files', 'asha'));

test('it goes out in parts, one after the other, and then nothing of it is left here', async () => {
  await files.chosen.add([photo()], REPORT);
  expect(await lying()).toBe(3);
  await files.send();

  expect(desk.asked).toEqual(['PUT f', 'PUT f/parts/0', 'PUT f/parts/1', 'PUT f/parts/2']);
  const whole = new Uint8Array(await new Blob(desk.bodies).arrayBuffer());
  expect(whole).toEqual(content);
  expect(files.rows).toEqual([]);
  expect(await lying()).toBe(0);
});

test('after a break it goes on from where the server has it', async () => {
  await files.chosen.add([photo()], REPORT);
  desk.instead = [undefined!, undefined!, 'lost'];
  await files.send();
  expect(files.rows).toHaveLength(1);

  desk.asked = [];
  await files.send();
  expect(desk.asked).toEqual(['PUT f', 'PUT f/parts/1', 'PUT f/parts/2']);
  expect(files.rows).toEqual([]);
});

test('it never comes before its report', async () => {
  waiting = true;
  await files.chosen.add([photo()], REPORT);
  await files.send();
  expect(desk.asked).toEqual([]);

  waiting = false;
  await files.send();
  expect(files.rows).toEqual([]);
});

test('what belongs to a draft is sent by nobody, and follows the report that it becomes', async () => {
  await files.chosen.add([photo()], { of: 'new' });
  await files.send();
  expect(desk.asked).toEqual([]);

  const [row] = files.rows;
  const line = await movedTo(place, row!, REPORT, NOW);
  await place.store.change(['mine'], (tx) => tx.put('mine', line));
  await files.send();
  expect(desk.received).toBe(size);
});

test('what the server will never have stays in the list with its reason, and without its content', async () => {
  await files.chosen.add([photo()], REPORT);
  desk.instead = [said(409, { code: 'too_many_files', message: 'Five files are the most.' })];
  await files.send();
  await files.send();

  expect(desk.asked).toEqual(['PUT f']);
  expect(files.rows).toMatchObject([{ refused: 'Five files are the most.' }]);
  expect(await lying()).toBe(0);
});

test.each([404, 410])('where there is nothing to send it to any more (%s) it is forgotten', async (status) => {
  await files.chosen.add([photo()], REPORT);
  desk.instead = [said(status, { code: 'not_found', message: 'Not here.' })];
  await files.send();

  expect([files.rows, await lying()]).toEqual([[], 0]);
});

test.each([429, 500, 503])('an answer of %s says nothing about the file', async (status) => {
  await files.chosen.add([photo()], REPORT);
  desk.instead = [said(status, {})];
  await files.send();
  expect(files.rows).toHaveLength(1);

  await files.send();
  expect(files.rows).toEqual([]);
});

test('what does not fit is named, and the others are taken', async () => {
  const film = new File([content], 'film.mp4', { type: 'video/mp4' });
  const more = Array.from({ length: MOST_FILES }, () => photo());
  await files.chosen.add([film, ...more, photo()], { of: 'new' });

  expect(files.rows).toHaveLength(MOST_FILES);
  expect(files.chosen.unfit.map(({ why }) => why)).toEqual(['evidence.wrong_kind', 'evidence.too_many']);
});

test('one that the server has no room for says so, and holds up no other', async () => {
  await files.chosen.add([photo(), photo()], REPORT);
  desk.instead = [said(409, { code: 'no_room_yet', message: 'Try again tomorrow.' })];
  await files.send();

  expect(desk.received).toBe(size);
  expect(files.rows).toHaveLength(1);
  expect(files.rows[0]!.refused).toBeUndefined();
  expect(files.later[files.rows[0]!.id]).toBe('Try again tomorrow.');

  desk.received = 0;
  await files.send();
  expect(files.rows).toEqual([]);
});

test.each([
  [413, {}, undefined],
  [422, { code: 'part_has_another_size', message: 'It is not whole.' }, 'It is not whole.'],
])('an answer of %s to one file leaves the others their way', async (status, body, refused) => {
  await files.chosen.add([photo(), photo()], REPORT);
  desk.instead = [said(status, body)];
  await files.send();

  expect(desk.received).toBe(size);
  expect(files.rows.map((row) => row.refused)).toEqual([refused]);
});

test.each([[401, 'signed_out'] as const, [429, 'throttled'] as const, [503, 'down'] as const])(
  'after an answer of %s nothing else is asked',
  async (status, code) => {
    await files.chosen.add([photo(), photo()], REPORT);
    desk.instead = [said(status, { code })];
    await files.send();

    expect(desk.asked).toEqual(['PUT f']);
  },
);

test('files of a draft that is gone go, and so do parts that no line tells of', async () => {
  vi.stubGlobal('addEventListener', vi.fn());
  vi.stubGlobal('document', { cookie: '', visibilityState: 'visible', addEventListener: vi.fn() });
  await files.chosen.add([photo()], { of: 'gone' });
  await files.chosen.add([photo()], { of: 'new' });
  const torn = { account: 'asha', name: 'torn/0', order: 1, body: 'QQ==' };
  await place.store.change(['files'], (tx) => tx.put('files', torn));

  const later = new Files(
    place,
    () => Promise.resolve(false),
    () => Promise.resolve(['new']),
  );
  const stop = later.start();
  await vi.waitFor(async () => expect(await lying()).toBe(3));
  stop();

  expect(later.rows.map(({ to }) => to)).toEqual([{ of: 'new' }]);
});

test('thrown away with its draft it can be brought back', async () => {
  const to: Target = { of: 'new' };
  await files.chosen.add([photo()], to);
  vi.useFakeTimers();
  await files.throwAway(to, NOW.getTime());
  expect(files.of(to)).toEqual([]);

  await files.throwAway(to, undefined);
  expect(files.of(to)).toHaveLength(1);
  vi.useRealTimers();
});

test('content that no key opens any more is said to be lost, and holds nothing up', async () => {
  await files.chosen.add([photo()], REPORT);
  const row: KeptFile = files.rows[0]!;
  await place.store.change(['files'], (tx) => tx.delete('files', 'asha', `${row.id}/0`));
  await change(place, row, NOW);
  await files.send();

  expect(files.rows).toMatchObject([{ refused: '' }]);
});

test('what was chosen a moment ago goes along with what is sent now', async () => {
  let resolve!: () => void;
  const kept = new Promise<void>((done) => (resolve = done));
  const adding = files.chosen.add([photo()], DRAFT, [], () => kept);
  expect(files.chosen.adding).toBe(true);
  const settled = files.chosen.settled();
  resolve();

  expect(await settled).toBe(true);
  expect(files.of(DRAFT).map(({ name }) => name)).toEqual(['photo.jpg']);
  await adding;
});

test('nothing is sent while it is not said that something does not fit', async () => {
  void files.chosen.add([new File(['film'], 'call.mp4', { type: 'video/mp4' })], DRAFT);
  expect(await files.chosen.settled()).toBe(false);
  expect(files.chosen.unfit.map(({ name }) => name)).toEqual(['call.mp4']);

  expect(await files.chosen.settled()).toBe(true); // it has been read since
});
