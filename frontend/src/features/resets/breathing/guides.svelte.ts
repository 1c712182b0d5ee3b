import { keepMine, readMine, type Place } from '../../../shared/offline/mine';
import { mayVibrate } from './haptics';

/** How somebody likes to be guided. */
export interface Guided {
  vibrate: boolean;
  sound: boolean;
  wordsOnly: boolean;
}

const NAME = 'breathing-guides';
const usual = (): Guided => ({ vibrate: mayVibrate(), sound: false, wordsOnly: false });

/** Where nobody is signed in on a phone of their own they live as long as the tab. */
export const guides = $state<Guided>(usual());
let whose: Place | null = null;
let writes: Promise<unknown> = Promise.resolve();

/** As this person left them. What cannot be read keeps nobody from breathing. */
export async function recallGuides(place: Place | null): Promise<void> {
  const own = place?.store.lasts ? place : null;
  const isOther = own?.account !== whose?.account;
  whose = own;
  if (!own || !isOther) return;
  Object.assign(guides, usual(), await readMine<Guided>(own, NAME).catch(() => undefined));
}

export async function guideBy(change: Partial<Guided>, now: Date): Promise<void> {
  Object.assign(guides, change);
  if (!whose) return;
  const [place, value] = [whose, { ...guides }];
  const done = writes.then(() => keepMine(place, NAME, value, now));
  writes = done.catch(() => undefined); // not kept means as usual the next time; it holds for now
  await writes;
}
