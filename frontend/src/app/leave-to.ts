import { arrival } from '../shared/ui/arrival';
import { router } from '../shared/ui/router.svelte';

/** Back to where the person came from, or to `place` if the app was opened here. */
export function leaveTo(place: string): void {
  if (arrival.moved) history.back();
  else router.replace(place);
}
