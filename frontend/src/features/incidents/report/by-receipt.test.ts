import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ByReceipt } from './by-receipt.svelte';
import { inFours, makeReceipt } from './receipts';

const HOUR = 60 * 60_000;
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const line = new EventTarget();
let network: ReturnType<typeof vi.fn<typeof fetch>>;
let state: string;
let stop: () => void;

const answer = (): Response =>
  new Response(JSON.stringify({ state }), { headers: { 'Content-Type': 'application/json' } });

beforeEach(() => {
  vi.useFakeTimers();
  state = 'received';
  network = vi.fn<typeof fetch>(() => Promise.resolve(answer()));
  vi.stubGlobal('fetch', network);
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', line.addEventListener.bind(line));
  vi.stubGlobal('removeEventListener', line.removeEventListener.bind(line));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function opened(): Promise<ByReceipt> {
  const held = new ByReceipt();
  stop = held.start();
  await held.open(inFours(await makeReceipt()).join(' '));
  network.mockClear();
  return held;
}

const bodies = (): { id?: string }[] =>
  network.mock.calls.map(([, asked]) => JSON.parse(String(asked!.body)) as { id?: string });

test('where nothing changes it looks less and less often', async () => {
  await opened();
  await vi.advanceTimersByTimeAsync(2 * 60_000);
  const atFirst = network.mock.calls.length;
  await vi.advanceTimersByTimeAsync(HOUR);

  expect(atFirst).toBeGreaterThanOrEqual(2);
  expect(network.mock.calls.length - atFirst).toBeLessThanOrEqual(13);
});

test('after something new it looks often again', async () => {
  const held = await opened();
  await vi.advanceTimersByTimeAsync(HOUR);
  state = 'acknowledged';
  await vi.advanceTimersByTimeAsync(5 * 60_000 + 30_000);
  expect(held.seen?.state).toBe('acknowledged');

  network.mockClear();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(network.mock.calls.length).toBeGreaterThanOrEqual(1);
});

test('words are sent under an id that tells no time, and again under the same', async () => {
  const held = await opened();
  network.mockRejectedValueOnce(new TypeError('no line'));
  held.text = 'It was the third call.';
  await held.say();
  await held.say();

  const [first, again] = bodies();
  expect(first!.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  expect(again!.id).toBe(first!.id);
});

/** Answers come when the test says so, in whatever order. */
function heldBack(): ((state: string, more?: object) => void)[] {
  const answers: ((state: string, more?: object) => void)[] = [];
  network.mockImplementation(
    () =>
      new Promise((go) => {
        answers.push((said, more = {}) =>
          go(
            new Response(JSON.stringify({ state: said, ...more }), { headers: { 'Content-Type': 'application/json' } }),
          ),
        );
      }),
  );
  return answers;
}

test('an answer about a case that was closed is not shown under the receipt of another', async () => {
  const held = await opened();
  const answers = heldBack();
  page.dispatchEvent(new Event('visibilitychange'));
  expect(answers).toHaveLength(1);
  held.close();
  const opening = held.open(inFours(await makeReceipt()).join(' '));
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]!('received', { reference: 'B' });
  await opening;
  answers[0]!('closed', { reference: 'A' });
  await vi.advanceTimersByTimeAsync(0);

  expect(held.seen).toEqual({ state: 'received', reference: 'B' });
  expect(held.busy).toBe(false);
});

test('a look that began before something was written does not take it off the screen', async () => {
  const held = await opened();
  const answers = heldBack();
  page.dispatchEvent(new Event('visibilitychange'));
  held.text = 'It was the third call.';
  const saying = held.say();
  answers[1]!('received', { messages: ['It was the third call.'] });
  await saying;
  answers[0]!('received', { messages: [] });
  await vi.advanceTimersByTimeAsync(0);

  expect(held.seen).toMatchObject({ messages: ['It was the third call.'] });
  expect(held.text).toBe('');
});

test('no button waits for a look that the clock began', async () => {
  const held = await opened();
  const answers = heldBack();
  page.dispatchEvent(new Event('visibilitychange'));
  expect([answers.length, held.busy]).toEqual([1, false]);

  held.text = 'It was the third call.';
  const saying = held.say();
  expect(held.busy).toBe(true);
  answers[0]!('received');
  await vi.advanceTimersByTimeAsync(0);
  expect(held.busy).toBe(true);
  answers[1]!('received');
  await saying;
  expect(held.busy).toBe(false);
});

test('what is typed while words are on their way stays', async () => {
  const held = await opened();
  const answers = heldBack();
  held.text = 'first';
  const saying = held.say();
  held.text = 'first, and then';
  answers[0]!('received');
  await saying;

  expect(held.text).toBe('first, and then');
});
