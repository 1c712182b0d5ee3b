import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { passOn } from './hints';
import { keepLooking } from './looking';

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const line = new EventTarget();
const look = vi.fn();
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.stubGlobal('addEventListener', line.addEventListener.bind(line));
  vi.stubGlobal('removeEventListener', line.removeEventListener.bind(line));
  page.visibilityState = 'visible';
});

afterEach(() => {
  stop();
  look.mockClear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const looks = (): number => look.mock.calls.length;

test('it looks at once and then now and then, but not while nobody sees the page', () => {
  stop = keepLooking(look, { every: 1000 });
  expect(looks()).toBe(1);
  vi.advanceTimersByTime(2000);
  expect(looks()).toBe(3);

  page.visibilityState = 'hidden';
  vi.advanceTimersByTime(5000);
  expect(looks()).toBe(3);

  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(looks()).toBe(4);
});

test('it looks on its own hints and when the connection is back', () => {
  stop = keepLooking(look, { every: 1000, topics: ['talks', 'offers'] });
  passOn({ topic: 'talks' });
  passOn({ topic: 'offers' });
  passOn({ topic: 'trends' });
  line.dispatchEvent(new Event('online'));

  expect(looks()).toBe(4);
});

test('on a hint that comes while nobody sees the page it looks once somebody does', () => {
  stop = keepLooking(look, { every: 1000, topics: ['reports'] });
  page.visibilityState = 'hidden';
  passOn({ topic: 'reports' });
  passOn({ topic: 'reports' });
  expect(looks()).toBe(1);

  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(looks()).toBe(2);
});

test('a page that was opened behind another one looks when it is brought to the front', () => {
  page.visibilityState = 'hidden';
  stop = keepLooking(look, { every: 1000 });
  expect(looks()).toBe(0);

  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(looks()).toBe(1);
});

test('what can be heard is looked for behind another page too', () => {
  page.visibilityState = 'hidden';
  stop = keepLooking(look, { every: 1000, topics: ['help-calls'], aloud: true });
  passOn({ topic: 'help-calls' });

  expect(looks()).toBe(2);
});

test('where nothing is due the clock alone does not look', () => {
  let due = false;
  stop = keepLooking(look, { every: 1000, isDue: () => due });
  vi.advanceTimersByTime(3000);
  expect(looks()).toBe(1);
  due = true;
  vi.advanceTimersByTime(1000);
  expect(looks()).toBe(2);
});

test('after its end it hears nothing', () => {
  stop = keepLooking(look, { every: 1000, topics: ['talks'] });
  stop();
  vi.advanceTimersByTime(3000);
  passOn({ topic: 'talks' });
  line.dispatchEvent(new Event('online'));
  page.dispatchEvent(new Event('visibilitychange'));

  expect(looks()).toBe(1);
});
