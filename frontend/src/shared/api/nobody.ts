import { i18n } from '../i18n/i18n.svelte';
import { API, hear } from './client';
import { ApiError, Unreachable, type Problem } from './errors';

const PATIENCE = 15_000;

/** Ask as nobody: without cookie, session, account, device or token; the language is all that goes along. */
export async function askAsNobody<T>(path: string, body: object, patience = PATIENCE): Promise<T> {
  const isForm = body instanceof FormData; // the browser itself says where its parts end
  const asked: RequestInit = {
    method: 'POST',
    headers: {
      Accept: 'application/json',
      'Accept-Language': i18n.language,
      ...(!isForm && { 'Content-Type': 'application/json' }),
    },
    body: isForm ? body : JSON.stringify(body),
    credentials: 'omit',
    redirect: 'error',
    referrerPolicy: 'no-referrer',
    cache: 'no-store',
    signal: AbortSignal.timeout(patience),
  };
  const answer = await hear(
    await fetch(API + path, asked).catch((cause: unknown) => {
      throw new Unreachable(cause);
    }),
  );
  if (!answer.ok) throw new ApiError(answer.status, answer.data as Partial<Problem> | undefined);
  return answer.data as T;
}
