import { i18n, t } from '../i18n/i18n.svelte';
import type { Place } from '../offline/mine';
import { renew } from './push';
import { readTold } from './told';

/** As the app opens, in the language of now. */
export async function keepTelling(place: Place): Promise<void> {
  if (!(await readTold(place))) return;
  await i18n.also('push').catch(() => undefined);
  await renew(place, t('push.notice') || (await readTold(place))!.notice, new Date());
}
