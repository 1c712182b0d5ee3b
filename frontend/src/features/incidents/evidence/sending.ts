import { ApiError, isGone, isTrouble, Unreachable } from '../../../shared/api/errors';
import type { Place } from '../../../shared/offline/mine';
import type { Halt } from '../../../shared/offline/outcome';
import { partOf, type KeptFile } from './kept';
import { PART } from './limits';
import type { Line } from './line';

/** What became of one file: the server has all of it, will never have it, or not today; or nobody can be asked now. */
export type Sent = { is: 'sent' | 'gone' } | { is: 'refused' | 'later'; why: string } | { is: 'halt'; why: Halt };

interface Watch {
  /** The bytes that the server has. */
  onpart: (received: number) => void;
  /** Whether it is still to be sent. */
  isWanted: () => boolean;
}

/** Refusals that say nothing about the file itself. Without a word of ours it was a proxy in between. */
const LATER = new Set(['no_room_yet', 'part_out_of_order', 'unknown']);

/** From where the server has it, part by part. */
export async function sendFile(place: Place, file: KeptFile, line: Line, watch: Watch): Promise<Sent> {
  try {
    let seen = await line.announce(file);
    watch.onpart(seen.received);
    while (seen.state === 'arriving') {
      if (!watch.isWanted()) return { is: 'gone' };
      const number = seen.received / PART;
      const part = await partOf(place, file.id, number);
      if (!part) return { is: 'refused', why: '' };
      seen = await line.part(file, number, new Blob([part]));
      watch.onpart(seen.received);
    }
    return { is: 'sent' };
  } catch (cause) {
    if (!isTrouble(cause)) throw cause;
    return meant(cause);
  }
}

/** The server is asked to let go of it, whether it has any of it or not. */
export async function takeBack(file: KeptFile, line: Line): Promise<Sent> {
  try {
    await line.remove(file.id);
    return { is: 'gone' };
  } catch (cause) {
    if (!isTrouble(cause)) throw cause;
    return meant(cause);
  }
}

function meant(cause: ApiError | Unreachable): Sent {
  if (cause instanceof Unreachable) return { is: 'halt', why: 'offline' };
  // Its report is not there any more, or it was taken back.
  if (isGone(cause) || cause.status === 410) return { is: 'gone' };
  const halt = haltOf(cause);
  if (halt) return { is: 'halt', why: halt };
  return { is: LATER.has(cause.code) ? 'later' : 'refused', why: cause.message };
}

/** What would be said of every other file too. */
function haltOf({ status, code }: ApiError): Halt | null {
  if (code === 'other_account') return code;
  if (code === 'second_factor_required') return 'second_factor';
  if (status === 401 || code === 'csrf_failed') return 'signed_out';
  if (status === 429) return 'too_many';
  return status >= 500 || status === 408 || status === 425 ? 'server_error' : null;
}

/** Where another tab is at it, this one only looks again later. */
export async function alone(work: () => Promise<Halt | null>): Promise<Halt | null> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (!locks) return work();
  return locks.request<Promise<Halt | null>>('aftercall-files', { ifAvailable: true }, async (lock) =>
    lock ? work() : 'offline',
  );
}
