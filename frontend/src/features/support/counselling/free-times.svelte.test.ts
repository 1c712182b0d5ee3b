import { beforeEach, expect, test, vi } from 'vitest';
import { Booker } from './free-times.svelte';

const at = (hour: number): { counsellor: string; starts_at: string; ends_at: string } => ({
  counsellor: 'cole',
  starts_at: `2026-03-02T${hour}:00:00Z`,
  ends_at: `2026-03-02T${hour}:50:00Z`,
});
const free = { counsellors: [], results: [at(11), at(12)], more_from: null };

let taken: boolean;
let said: Record<string, unknown>[];

function serve(address: string, asked: RequestInit = {}): Response {
  if (asked.method !== 'PUT' || !address.includes('/bookings/')) return Response.json(free);
  said.push(JSON.parse(String(asked.body)) as Record<string, unknown>);
  return taken ? Response.json({ code: 'time_taken', message: '' }, { status: 409 }) : Response.json({});
}

beforeEach(() => {
  [taken, said] = [true, []];
  vi.stubGlobal('document', { cookie: '' });
  vi.stubGlobal('fetch', (address: string, asked?: RequestInit) => Promise.resolve(serve(address, asked)));
});

test('what was typed for a time that somebody else took goes with the next one', async () => {
  const booker = new Booker();
  booker.chosen = at(10);
  booker.draft.topic = 'The night shifts';
  booker.draft.under = 'alias';
  booker.draft.alias = 'Blue Heron';

  expect(await booker.book()).toBe(false);
  expect(booker.chosen).toBeNull();
  expect(booker.draft.begun).toBe(true);
  [taken, booker.chosen] = [false, at(11)];
  expect(await booker.book()).toBe(true);

  expect(said[1]).toMatchObject({ topic: 'The night shifts', alias: 'Blue Heron', starts_at: at(11).starts_at });
  expect(booker.draft.begun).toBe(false); // another appointment is about something else
});

test('a name that is not used is not sent', () => {
  const { draft } = new Booker();
  draft.alias = 'Blue Heron';

  expect(draft.wish.alias).toBe('');
});
