import { arrival } from '../shared/ui/arrival';
import { router } from '../shared/ui/router.svelte';

/** Back to where the person came from, or to `place` if the app was opened here. Nothing if they have gone already. */
export function leaveTo(place: string, from: string): void {
  if (!router.path.startsWith(from)) return;
  if (arrival.moved) history.back();
  else router.replace(place);
}
