import { onHint } from './hints';

interface Looking {
  /** Milliseconds between two looks while somebody sees the page. */
  every: number;
  /** Of which hints to hear. */
  topics?: string[];
  /** Asked at each turn of the clock: whether there is something to look for. */
  isDue?: () => boolean;
  /** Also on a hint behind another page: what it finds is heard there, and read by nobody. */
  aloud?: boolean;
}

/**
 * Look now, on every hint, whenever the page or the connection comes back, and now and then; in a page that nobody
 * sees not before somebody does: what is looked at counts as read. Returns how to stop.
 */
export function keepLooking(look: () => void, { every, topics = [], isDue = () => true, aloud }: Looking): () => void {
  const seen = (): void => void (document.visibilityState === 'visible' && look());
  const told = aloud ? look : seen;
  const timer = setInterval(() => isDue() && seen(), every);
  const deaf = topics.map((topic) => onHint(topic, told));
  document.addEventListener('visibilitychange', seen);
  addEventListener('online', seen);
  told();
  return () => {
    clearInterval(timer);
    for (const stop of deaf) stop();
    document.removeEventListener('visibilitychange', seen);
    removeEventListener('online', seen);
  };
}
