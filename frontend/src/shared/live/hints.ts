export interface Hint {
  topic: string;
  id?: string;
}

const MISSED: Hint = { topic: 'missed' };
const listeners = new Set<(hint: Hint) => void>();

/** For the screen that is open: hear of a change while it stands. Returns how to stop. */
export function onHint(topic: string, listen: (hint: Hint) => void): () => void {
  const heard = (hint: Hint): void => void ((hint.topic === topic || hint === MISSED) && listen(hint));
  listeners.add(heard);
  return () => listeners.delete(heard);
}

/** The socket was not there for a while: whoever listens looks once, whatever they listen for. */
export function catchUp(): void {
  passOn(MISSED);
}

export function passOn(hint: Hint): void {
  for (const listen of [...listeners]) listen(hint);
}
