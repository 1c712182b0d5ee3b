import { API, hear } from './client';
import { ApiError, Unreachable, type Problem } from './errors';

const A_MINUTE = 60_000;

const lost = (cause: unknown): never => {
  throw new Unreachable(cause);
};

/** A file into this device's downloads. A link would end a refusal as a download that failed, and say no word of why. */
export async function save(path: string, name: string, asked?: RequestInit): Promise<void> {
  const all: RequestInit = { credentials: 'same-origin', ...asked, cache: 'no-store', redirect: 'error' };
  const response = await fetch(API + path, all).catch(lost);
  if (!response.ok) throw new ApiError(response.status, (await hear(response)).data as Partial<Problem> | undefined);
  const address = URL.createObjectURL(await response.blob().catch(lost));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), A_MINUTE);
}
