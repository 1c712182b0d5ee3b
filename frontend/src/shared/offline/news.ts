/** `device`: everything kept here for an account was erased. */
export type News = 'outbox' | 'history' | 'resets' | 'device';

/** Tells the other tabs and the service worker that something on this device changed; never what. */
export class Newsroom {
  #channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('aftercall');

  tell(news: News, account = ''): void {
    this.#channel?.postMessage(`${news} ${account}`.trim());
  }

  onNews(listen: (news: News, account: string) => void): void {
    this.#channel?.addEventListener('message', ({ data }) => {
      const [news, account = ''] = String(data).split(' ');
      listen(news as News, account);
    });
  }
}
