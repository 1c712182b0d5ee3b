import type { Key } from '../../shared/i18n/i18n.svelte';
import { keepMine, readMine, type Place } from '../../shared/offline/mine';
import { isLow, type Mood } from './answers';

/** What can be done after a low check-in; what does not exist yet is not shown. */
export const OFFERS: readonly { href: string; word: Key }[] = [
  { href: '#/breathe/cyclic_sighing/60', word: 'offer.breathe' },
  { href: '#/reset', word: 'offer.step_away' },
  { href: '#/support', word: 'offer.talk' },
  { href: '#/report', word: 'home.report' },
];

/** Whether this person wants to be asked, and when they last were. Stays on this device. */
export interface Asked {
  never: boolean;
  at: number;
}

const NAME = 'offers';
const PAUSE = 60 * 60_000;

export function mayOffer(mood: Mood, asked: Asked, now: Date): boolean {
  const since = now.getTime() - asked.at;
  // A clock that was set back must not silence the offer for longer than the hour.
  return isLow(mood) && !asked.never && Math.abs(since) >= PAUSE;
}

export async function askedBefore(place: Place): Promise<Asked> {
  return (await readMine<Asked>(place, NAME)) ?? { never: false, at: 0 };
}

/**
 * Take the one chance there is for this check-in: true once, then not again within the hour. A shared computer
 * cannot remember a "no" for longer than its tab, so there one offer is all that comes in a tab.
 */
export async function takeOffer(place: Place, mood: Mood, now: Date): Promise<boolean> {
  const asked = await askedBefore(place);
  const had = !place.store.lasts && asked.at > 0;
  if (had || !mayOffer(mood, asked, now)) return false;
  await keepMine(place, NAME, { ...asked, at: now.getTime() }, now);
  return true;
}

export async function offerAgain(place: Place, wanted: boolean, now: Date): Promise<void> {
  await keepMine(place, NAME, { ...(await askedBefore(place)), never: !wanted }, now);
}
