const AFTER = 2000;

/** Hints from the server, fetched after the first screen stands. Returns how to stop. */
export function listen(onCheckIns: () => void, onAccessEnded: () => void): () => void {
  let stop: (() => void) | undefined;
  const timer = setTimeout(async () => {
    const { Live } = await import('../shared/live/live');
    const live = new Live(({ topic, id }) => {
      if (topic.startsWith('checkin')) onCheckIns();
      if (topic === 'talks') void import('../features/support/talks/tell').then(({ tellOfTalk }) => tellOfTalk());
      if (topic === 'talk-offers')
        void import('../features/support/talks/tell').then(({ tellOfOffer }) => tellOfOffer());
      if (topic === 'break-passes' && id) {
        void import('../features/resets/passes/turn').then(({ tellOfTurn }) => tellOfTurn(id));
      }
    }, onAccessEnded);
    if (stop) return; // left meanwhile
    stop = () => live.stop();
    live.start();
  }, AFTER);
  return () => {
    clearTimeout(timer);
    stop?.();
    stop ??= () => undefined;
  };
}
