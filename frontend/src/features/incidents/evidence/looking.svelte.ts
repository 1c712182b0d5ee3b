import { API, api, hear } from '../../../shared/api/client';
import { ApiError, isTrouble, Unreachable, type Problem } from '../../../shared/api/errors';
import type { EvidenceFile, FilePages } from '../../../shared/api/types';

/** An address in this page's memory, words, or where the pages are. */
export interface Open {
  id: string;
  address: string;
  text: string;
  pages: readonly string[];
}

/** What came along with a case, for whoever holds it or decides about it. Each look is a request of its own, and is written down. */
export class Looking {
  files = $state.raw<EvidenceFile[] | null>(null);
  open = $state.raw<Open | null>(null);
  error = $state.raw<unknown>(null);
  busy = $state(false);

  /** Rises whenever what is open is closed: what comes after that is not opened any more. */
  #turn = 0;
  /** Rises when somebody else has it. */
  #visit = 0;

  constructor(private readonly id: string) {}

  list(): Promise<void> {
    const visit = this.#visit;
    return this.#ask(
      () => api<{ results: EvidenceFile[] }>(`/cases/${this.id}/files`),
      ({ results }) => (this.files = results),
      () => visit === this.#visit,
    );
  }

  async look({ id, kind }: EvidenceFile): Promise<void> {
    this.close();
    const turn = this.#turn;
    const isWanted = (): boolean => turn === this.#turn;
    const file = `/cases/${this.id}/files/${id}`;
    this.busy = true;
    await this.#ask(
      () => (kind === 'pdf' ? leaf(file) : fetched(file, kind)),
      (found) => (this.open = { id, address: '', text: '', pages: [], ...found() }),
      isWanted,
    );
    if (isWanted()) this.busy = false;
  }

  /** Nothing of it stays, on no disk and not in memory. */
  close = (): void => {
    this.#turn += 1;
    this.busy = false;
    if (this.open?.address) URL.revokeObjectURL(this.open.address);
    this.open = null;
  };

  leave(): void {
    this.#visit += 1;
    this.close();
    this.files = null;
    this.error = null;
  }

  async #ask<T>(ask: () => Promise<T>, show: (found: T) => void, isWanted: () => boolean): Promise<void> {
    try {
      const found = await ask();
      if (!isWanted()) return;
      show(found);
      this.error = null;
    } catch (cause) {
      if (!isTrouble(cause)) throw cause;
      if (isWanted()) this.error = cause;
    }
  }
}

/** Pictures that the server made of its pages; a reader of PDF opens nothing here. One look for all of them. */
async function leaf(file: string): Promise<() => Partial<Open>> {
  const { pages } = await api<FilePages>(`${file}/pages`);
  return () => ({ pages: Array.from({ length: pages }, (_, place) => `${API}${file}/pages/${place + 1}`) });
}

/** Its address is made when it is shown, and not before: nobody would let go of it. */
async function fetched(file: string, kind: EvidenceFile['kind']): Promise<() => Partial<Open>> {
  const copy = await fetchCopy(`${API}${file}`);
  if (kind !== 'text') return () => ({ address: URL.createObjectURL(copy) });
  const text = await copy.text();
  return () => ({ text });
}

async function fetchCopy(address: string): Promise<Blob> {
  const asked = { credentials: 'same-origin', cache: 'no-store', redirect: 'error' } as const;
  const response = await fetch(address, asked).catch((cause: unknown) => {
    throw new Unreachable(cause);
  });
  if (response.ok)
    return response.blob().catch((cause: unknown) => {
      throw new Unreachable(cause);
    });
  throw new ApiError(response.status, (await hear(response)).data as Partial<Problem> | undefined);
}
