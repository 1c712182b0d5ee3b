import { i18n, t } from '../../shared/i18n/i18n.svelte';
import type { Here } from '../../shared/offline/here';
import { remind, reword, wantedBy } from '../../shared/reminders/remind';

const EVERY = 20_000;
const CHANGED = 'reminders-changed';

/** Tell the watch of this tab that something was set. */
export const remindersChanged = (): boolean => dispatchEvent(new Event(CHANGED));

/** Looks at the clock while the app is open, also behind another tab; at nothing while no reminder is wanted. */
export function watchReminders(here: Here): () => void {
  const off = new AbortController();
  const { signal } = off;
  let timer: ReturnType<typeof setInterval> | undefined;

  async function look(): Promise<void> {
    if (!(await wantedBy(here))?.on || signal.aborted) return clearInterval(timer);
    await sayInTheLanguageOfNow(here);
    const registration = await navigator.serviceWorker.getRegistration();
    if (registration?.active) await remind(here, registration, new Date());
  }

  function begin(): void {
    clearInterval(timer);
    timer = setInterval(() => void look(), EVERY);
    void look();
  }

  addEventListener(CHANGED, begin, { signal });
  document.addEventListener('visibilitychange', begin, { signal });
  begin();
  return () => {
    off.abort();
    clearInterval(timer);
  };
}

/** The worker has no catalogue: it says what lies here. Words that cannot be had leave what was said before. */
function sayInTheLanguageOfNow(here: Here): Promise<void> {
  return i18n.also('pattern').then(
    () => reword(here, t('remind.notice'), new Date()),
    () => undefined,
  );
}
