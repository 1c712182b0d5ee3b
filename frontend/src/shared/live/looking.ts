import { onHint } from './hints';

interface Looking {
  /** Milliseconds between two looks while somebody sees the page. */
  every: number;
  /** Of which hints to hear. */
  topics?: string[];
  /** Asked at each turn of the clock: whether there is something to look for. */
  isDue?: () => boolean;
}

/** Look now, on every hint, whenever the page or the connection comes back, and now and then. Returns how to stop. */
export function keepLooking(look: () => void, { every, topics = [], isDue = () => true }: Looking): () => void {
  const seen = (): void => void (document.visibilityState === 'visible' && look());
  const timer = setInterval(() => isDue() && seen(), every);
  const deaf = topics.map((topic) => onHint(topic, look));
  document.addEventListener('visibilitychange', seen);
  addEventListener('online', seen);
  look();
  return () => {
    clearInterval(timer);
    for (const stop of deaf) stop();
    document.removeEventListener('visibilitychange', seen);
    removeEventListener('online', seen);
  };
}
