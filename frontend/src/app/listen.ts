type Tell = typeof import('../features/support/talks/tell');

const AFTER = 2000;

/** Hints from the server, fetched after the first screen stands. Returns how to stop. */
export function listen(onCheckIns: () => void, onAccessEnded: () => void, supports: () => boolean): () => void {
  let stop: (() => void) | undefined;
  const timer = setTimeout(async () => {
    const [{ Live }, { onHint }] = await Promise.all([import('../shared/live/live'), import('../shared/live/hints')]);
    const live = new Live(({ topic, id }) => {
      if (topic.startsWith('checkin')) onCheckIns();
      if (topic === 'break-passes' && id) {
        void import('../features/resets/passes/turn').then(({ tellOfTurn }) => tellOfTurn(id));
      }
    }, onAccessEnded);
    if (stop) return; // left meanwhile
    // Also when the line opens: what was asked while it was down still stands.
    const tell = (): Promise<Tell> => import('../features/support/talks/tell');
    const hush = [
      onHint('talk-offers', () => void (supports() && tell().then(({ tellOfOffer }) => tellOfOffer()))),
      onHint('talks', () => void tell().then(({ tellOfTalk }) => tellOfTalk())),
    ];
    stop = () => [live.stop(), ...hush.map((deaf) => deaf())];
    live.start();
  }, AFTER);
  return () => {
    clearTimeout(timer);
    stop?.();
    stop ??= () => undefined;
  };
}
