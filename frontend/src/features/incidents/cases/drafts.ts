const kept = new Map<string, string>();
const nameOf = (account: string, id: string, what: string): string => [account, id, what].join('/');

/** What a handler began to write: in this tab alone, and only until it is sent. */
export function draftFor(account: string, id: string, what: 'message' | 'outcome') {
  const name = nameOf(account, id, what);
  return {
    read: (): string => kept.get(name) ?? '',
    keep: (text: string): void => void (text ? kept.set(name, text) : kept.delete(name)),
  };
}

export type Draft = ReturnType<typeof draftFor>;
