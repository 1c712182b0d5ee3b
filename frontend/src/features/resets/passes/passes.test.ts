import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MemoryStore } from '../../../shared/offline/memory-store';
import { Passes } from './passes.svelte';

const ALLOWANCE = {
  floor: { id: 1, name: 'Billing' },
  policy: { minutes: 15, passes_a_day: 2, places: 1, extra_after_threat: 1, extra_after_slur: 0 },
  choices: [5, 10, 15],
  left_today: 2,
  left_after_threat: 3,
  left_after_slur: 2,
  open: null as string | null,
  words: '',
};
const pass = (id: string, state = 'waiting'): object => ({ id, state, minutes: 5, shown: null, secret: null });

let asked: { path: string; method: string; body: unknown }[];
let answers: (path: string, method: string) => Response | Error;

beforeEach(() => {
  asked = [];
  vi.stubGlobal('document', { cookie: '' });
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit) => {
    asked.push({ path: path.replace('/api/v1', ''), method, body: body && JSON.parse(String(body)) });
    const answer = answers(path, method);
    if (answer instanceof Error) throw answer;
    return answer;
  });
});
afterEach(() => vi.unstubAllGlobals());

const passes = (): Passes => new Passes({ account: 'asha', store: new MemoryStore() });
const puts = (): string[] => asked.filter(({ method }) => method === 'PUT').map(({ path }) => path);

test('after no answer the same wish is asked under the same id, another wish under another', async () => {
  const mine = passes();
  answers = () => new Error('offline');

  await mine.ask(5, null);
  expect(mine.unreachable).toBe(true);
  await mine.ask(5, null);
  await mine.ask(10, null);

  const [first, again, other] = puts();
  expect(again).toBe(first);
  expect(other).not.toBe(first);
});

test('why something was claimed goes out once and is kept nowhere', async () => {
  const mine = passes();
  answers = (path, method) =>
    Response.json(
      path.includes('mine') ? ALLOWANCE : pass(path.split('/').at(-1)!, method === 'PUT' ? 'waiting' : 'gone'),
    );

  await mine.ask(5, 'threat');

  expect(asked.filter(({ body }) => JSON.stringify(body ?? '').includes('threat'))).toHaveLength(1);
  expect(JSON.stringify([mine.pass, mine.kept, mine.allowance!.open])).not.toContain('threat');
});

test('a refusal is said beside how it stands now', async () => {
  const mine = passes();
  answers = (_path, method) =>
    method === 'PUT'
      ? Response.json({ code: 'no_passes_left', message: 'Used.' }, { status: 409 })
      : Response.json({ ...ALLOWANCE, left_today: 0 });

  await mine.ask(5, null);

  expect((mine.error as Error).message).toBe('Used.');
  expect(mine.allowance!.left_today).toBe(0);
});

test('a pass that another device took is found', async () => {
  const mine = passes();
  answers = (path) => Response.json(path.includes('mine') ? { ...ALLOWANCE, open: '0195' } : pass('0195'));

  await mine.look();

  expect(mine.pass?.id).toBe('0195');
});
