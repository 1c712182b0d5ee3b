import { save } from '../../../shared/api/save';
import { i18n } from '../../../shared/i18n/i18n.svelte';

// A neutral name: downloads are seen by whoever picks up the phone.
const NAME = 'notes.zip';

/** One's own report with its files, as the server packs it, into this device's downloads. */
export const savePack = (report: string): Promise<void> => save(`/reports/${report}/pack`, NAME);

/** The same of one that a receipt opens, asked for as nobody. */
export const savePackOf = (receipt: string): Promise<void> =>
  save('/receipt-packs', NAME, {
    method: 'POST',
    headers: { 'Accept-Language': i18n.language, 'Content-Type': 'application/json' },
    body: JSON.stringify({ receipt }),
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
  });
