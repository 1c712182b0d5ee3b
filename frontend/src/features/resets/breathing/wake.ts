/** Keeps the screen on. The browser lets go by itself when the page is hidden; a refusal (low battery) changes nothing. */
export class Awake {
  #lock: Promise<WakeLockSentinel | undefined> = Promise.resolve(undefined);

  hold(): void {
    this.release();
    this.#lock = navigator.wakeLock?.request('screen').catch(() => undefined) ?? this.#lock;
  }

  release(): void {
    void this.#lock.then((lock) => lock?.release());
  }
}
