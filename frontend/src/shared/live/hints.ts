export interface Hint {
  topic: string;
  id?: string;
}

const listeners = new Set<(hint: Hint) => void>();

/** For the screen that is open: hear of a change while it stands. Returns how to stop. */
export function onHint(topic: string, listen: () => void): () => void {
  const heard = (hint: Hint): void => void (hint.topic === topic && listen());
  listeners.add(heard);
  return () => listeners.delete(heard);
}

export function passOn(hint: Hint): void {
  for (const listen of listeners) listen(hint);
}
