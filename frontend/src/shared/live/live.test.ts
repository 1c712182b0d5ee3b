import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { onHint } from './hints';
import { Live } from './live';

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
  const live = new Live(vi.fn(), vi.fn());
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
