import type { Language } from '../shared/i18n/languages';

/** The service worker: registered, watched for a newer version, and never in the way when it cannot be had. */
class Update {
  ready = $state(false);
  #waiting: ServiceWorker | null = null;

  async register(): Promise<void> {
    const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    if (!container || !import.meta.env.PROD) return;
    try {
      const registration = await container.register(workerUrl(), { scope: '/', updateViaCache: 'none' });
      this.#watch(registration);
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') void registration.update().catch(() => undefined);
      });
    } catch {
      // No worker, or a server that withdrew it: everything but opening offline works as before.
    }
  }

  /** What this device speaks is kept for the tunnel: every screen's words, in this language. */
  keepWords(language: Language): void {
    const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    void container?.ready.then(({ active }) => active?.postMessage(language));
  }

  load(): void {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
    this.#waiting?.postMessage('take over');
  }

  #watch(registration: ServiceWorkerRegistration): void {
    this.#offer(registration.waiting);
    registration.addEventListener('updatefound', () => {
      const coming = registration.installing;
      coming?.addEventListener('statechange', () => coming.state === 'installed' && this.#offer(coming));
    });
  }

  #offer(worker: ServiceWorker | null): void {
    // The very first worker has nothing to replace.
    if (!worker || !navigator.serviceWorker.controller) return;
    this.#waiting = worker;
    this.ready = true;
  }
}

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/** Under Trusted Types a worker's address must come from a policy; this one lets a single address through. */
function workerUrl(): string {
  const rules = {
    createScriptURL(url: string): string {
      if (url !== '/sw.js') throw new TypeError('Only /sw.js may be a worker.');
      return url;
    },
  };
  const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
  return (policies?.createPolicy('aftercall', rules) ?? rules).createScriptURL('/sw.js');
}

export const update = new Update();
