import type { Place } from '../../shared/offline/mine';
import type { Mood } from './answers';
import Offer from './Offer.svelte';
import { takeOffer } from './offers';

/** The one offer that may be made now, if there is one. */
export async function offering(place: Place, mood: Mood, now: Date): Promise<typeof Offer | null> {
  return (await takeOffer(place, mood, now)) ? Offer : null;
}
