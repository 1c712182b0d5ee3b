const RARELY = 15;

/** Often where there is something to wait for, rarely on all the other pages, which are thousands. */
export function rarelyUnless(isWaiting: () => boolean): () => boolean {
  let turn = 0;
  return () => isWaiting() || ++turn % RARELY === 0;
}
