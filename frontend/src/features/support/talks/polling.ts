import { ApiError, Unreachable } from '../../../shared/api/errors';

/** What the network and the server may say; anything else is our mistake. */
export const isTrouble = (cause: unknown): cause is ApiError | Unreachable =>
  cause instanceof ApiError || cause instanceof Unreachable;

export const isGone = (cause: unknown): boolean => cause instanceof ApiError && cause.status === 404;

/** Look now and then while somebody sees the page, and at once when they come back to it. Returns how to stop. */
export function whileSeen(look: () => void, every: number): () => void {
  const seen = (): void => void (document.visibilityState === 'visible' && look());
  const timer = setInterval(seen, every);
  document.addEventListener('visibilitychange', seen);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', seen);
  };
}
