import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onHint } from './hints';
import { Live, patience } from './live';

class Socket {
  static all: Socket[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number }) => void;

  constructor(readonly url: string) {
    Socket.all.push(this);
  }

  close(): void {
    this.onclose?.({ code: 1000 });
  }
}
const last = (): Socket => Socket.all.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers();
  Socket.all = [];
  const listened = new EventTarget();
  vi.stubGlobal('WebSocket', Socket);
  vi.stubGlobal('location', { protocol: 'http:', host: 'here' });
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('document', Object.assign(new EventTarget(), { visibilityState: 'visible' }));
  vi.stubGlobal('addEventListener', listened.addEventListener.bind(listened));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('whoever listens looks once whenever the socket opens: what was said before went to nobody', () => {
  const [talks, passes] = [vi.fn(), vi.fn()];
  const stops = [onHint('talks', talks), onHint('break-passes', passes)];
  const live = new Live(vi.fn(), vi.fn(), () => 1);
  live.start();
  last().onopen?.();
  expect(talks).toHaveBeenCalledTimes(1);

  last().onclose?.({ code: 1006 });
  vi.advanceTimersByTime(4000);
  last().onopen?.();

  expect(Socket.all).toHaveLength(2);
  expect(talks).toHaveBeenCalledTimes(2);
  expect(passes).toHaveBeenCalledTimes(2);
  for (const stop of stops) stop();
  live.stop();
});

test('a hint is heard by those who listen for it, with the id that it is about', () => {
  const [talks, passes] = [vi.fn(), vi.fn()];
  const stops = [onHint('talks', talks), onHint('break-passes', passes)];
  const live = new Live(vi.fn(), vi.fn());
  live.start();
  last().onopen?.();
  talks.mockClear();
  passes.mockClear();

  last().onmessage?.({ data: '{"topic":"talks","id":"7"}' });

  expect(talks).toHaveBeenCalledExactlyOnceWith({ topic: 'talks', id: '7' });
  expect(passes).not.toHaveBeenCalled();
  for (const stop of stops) stop();
  live.stop();
});

test('the wait grows with each failure up to two minutes, and is anywhere between nothing and that', () => {
  expect([1, 2, 3].map((failures) => patience(failures, 1))).toEqual([4000, 8000, 16_000]);
  expect(patience(50, 1)).toBe(120_000);
  expect(patience(3, 0)).toBe(0);
  expect(patience(3, 0.25)).toBe(4000);
});

test('pages that lost the line together come back one by one', () => {
  const pages = [0.1, 0.9].map((chance) => new Live(vi.fn(), vi.fn(), () => chance));
  for (const page of pages) page.start();
  for (const socket of [...Socket.all]) socket.onclose?.({ code: 1006 });

  vi.advanceTimersByTime(400);
  expect(Socket.all).toHaveLength(3);
  vi.advanceTimersByTime(3200);

  expect(Socket.all).toHaveLength(4);
  for (const page of pages) page.stop();
});
