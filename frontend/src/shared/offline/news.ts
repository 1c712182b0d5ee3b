export type News = 'outbox' | 'history' | 'device';

/** Tells the other tabs and the service worker that something on this device changed; never what. */
export class Newsroom {
  #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('aftercall');

  tell(news: News): void {
    this.#channel?.postMessage(news);
  }

  onNews(listen: (news: News) => void): void {
    this.#channel?.addEventListener('message', ({ data }) => listen(data as News));
  }
}
