import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MemoryStore } from '../offline/memory-store';
import type { Reminders } from './due';
import { onCallSince, remind, reword, setOnCall, want, wantedBy } from './remind';

const WANTED: Reminders = {
  on: true,
  times: ['10:30'],
  days: [0, 1, 2, 3, 4, 5, 6],
  quiet: { on: false, from: '21:00', to: '07:00' },
  notice: 'A moment for yourself',
};
/** On the wall of whatever machine this runs on. */
const at = (time: string): Date => new Date(`2026-03-02T${time}:00`);

let here: { account: string; store: MemoryStore };
let shown: string[];
const registration = { showNotification: async (title: string) => void shown.push(title) };

beforeEach(() => {
  here = { account: 'asha', store: new MemoryStore() };
  shown = [];
  vi.stubGlobal('Notification', { permission: 'granted' });
});
afterEach(() => vi.unstubAllGlobals());

test('two tabs and the worker, looking at the same moment, show it once', async () => {
  await want(here, WANTED, at('09:00'));

  await Promise.all([1, 2, 3].map(() => remind(here, registration, at('10:30'))));

  expect(shown).toEqual(['A moment for yourself']);
});

test('whoever sets it after its time is not reminded at once', async () => {
  await want(here, WANTED, at('10:35'));

  expect(await remind(here, registration, at('10:36'))).toBe(false);
});

test('nothing is used up while the browser does not allow notifications', async () => {
  await want(here, WANTED, at('09:00'));
  vi.stubGlobal('Notification', { permission: 'denied' });
  expect(await remind(here, registration, at('10:30'))).toBe(false);

  vi.stubGlobal('Notification', { permission: 'granted' });
  expect(await remind(here, registration, at('10:31'))).toBe(true);
});

test('a call holds it back until the switch goes off', async () => {
  await want(here, WANTED, at('09:00'));
  await setOnCall(here, true, at('10:20'));
  expect(await onCallSince(here, at('10:21'))).toBe('10:20');
  expect(await remind(here, registration, at('10:30'))).toBe(false);

  await setOnCall(here, true, at('11:30')); // pressed twice, in another tab: the call began when it began
  await setOnCall(here, false, at('11:45'));

  expect(await remind(here, registration, at('11:45'))).toBe(true);
  expect(await remind(here, registration, at('11:46'))).toBe(false);
});

test('a call that nobody ended is over after four hours, and what it held back comes', async () => {
  await want(here, { ...WANTED, times: ['10:30', '14:10'] }, at('09:00'));
  await setOnCall(here, true, at('10:20'));

  expect(await onCallSince(here, at('14:19'))).toBe('10:20');
  expect(await remind(here, registration, at('14:19'))).toBe(false);
  expect(await onCallSince(here, at('14:20'))).toBeNull();
  expect(await remind(here, registration, at('14:20'))).toBe(true);

  await setOnCall(here, true, at('15:00')); // another one
  expect(await onCallSince(here, at('15:01'))).toBe('15:00');
});

test('another language is heard in the next reminder, which comes when it would have come', async () => {
  await want(here, WANTED, at('09:00'));
  await reword(here, 'Минута для себя', at('10:30'));
  await reword(here, '', at('10:30')); // its words are not here yet

  await remind(here, registration, at('10:31'));
  expect(shown).toEqual(['Минута для себя']);
});

test('who wants no reminder has none to say anew', async () => {
  await reword(here, 'A moment for yourself', at('09:00'));

  expect(await wantedBy(here)).toBeUndefined();
});

test('reminders of somebody else on this device are theirs', async () => {
  await want(here, WANTED, at('09:00'));

  expect(await remind({ account: 'ben', store: here.store }, registration, at('10:30'))).toBe(false);
});
