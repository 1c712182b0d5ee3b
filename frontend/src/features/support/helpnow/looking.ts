import { onHint } from '../../../shared/live/hints';

/** Look now, on every hint, whenever the page comes back, and now and then in case a hint was lost. */
export function keepLooking(topic: string, every: number, look: () => void): () => void {
  const seen = (): void => void (document.visibilityState === 'visible' && look());
  const timer = setInterval(seen, every);
  const deaf = onHint(topic, look);
  document.addEventListener('visibilitychange', seen);
  addEventListener('online', seen);
  look();
  return () => {
    clearInterval(timer);
    deaf();
    document.removeEventListener('visibilitychange', seen);
    removeEventListener('online', seen);
  };
}
