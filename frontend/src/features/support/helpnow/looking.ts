import { onHint } from '../../../shared/live/hints';

const RARELY = 15;

/**
 * Look now, on every hint, whenever the page comes back, and now and then in case a hint was lost: often where there
 * is something to wait for, rarely on all the other pages, which are thousands.
 */
export function keepLooking(topic: string, every: number, look: () => void, isWaiting: () => boolean): () => void {
  let turn = 0;
  const seen = (): void => void (document.visibilityState === 'visible' && look());
  const timer = setInterval(() => (isWaiting() || ++turn % RARELY === 0) && seen(), every);
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
