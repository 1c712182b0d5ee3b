import { localIso } from './clock';
import { csrfToken } from './csrf';
import { ApiError, Unreachable, type Problem } from './errors';

export const API = '/api/v1';
const PATIENCE = 15_000;
const READS = new Set(['GET', 'HEAD']);
/** None in the service worker. */
type Page = { document?: { documentElement?: { lang: string } } };

export interface Asked {
  method?: string;
  body?: unknown;
  account?: string;
  language?: string;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

export interface Answer {
  ok: boolean;
  status: number;
  retryAfter: number | null;
  /** What the server said in JSON; undefined when it said nothing, or something else spoke in its place. */
  data: unknown;
}

/** One request, one answer of any status. Throws `Unreachable` alone: no network, no answer in time, or not our server. */
export async function ask(path: string, asked: Asked = {}): Promise<Answer> {
  const response = await fetch(path, await request(asked)).catch((cause: unknown) => {
    throw new Unreachable(cause);
  });
  return hear(response);
}

/** What was answered. Throws `Unreachable` where something else spoke in our server's place. */
export async function hear(response: Response): Promise<Answer> {
  const data: unknown = isJson(response) ? await response.json().catch(() => undefined) : undefined;
  // A hotel's sign-in page answers 200 in HTML; counted as "saved", it would swallow the check-in.
  if (response.ok && response.status !== 204 && data === undefined) throw new Unreachable('not JSON');
  const wait = Number(response.headers.get('Retry-After'));
  return { ok: response.ok, status: response.status, data, retryAfter: wait > 0 ? wait : null };
}

/** Ask, and get what was asked for or an `ApiError`. A stale CSRF token is renewed once, unseen. */
export async function api<T>(path: string, asked: Asked = {}): Promise<T> {
  const answer = await askFresh(API + path, asked);
  if (!answer.ok) throw new ApiError(answer.status, answer.data as Partial<Problem> | undefined);
  return answer.data as T;
}

export async function askFresh(path: string, asked: Asked): Promise<Answer> {
  const answer = await ask(path, asked);
  const stale = answer.status === 403 && (answer.data as Partial<Problem> | undefined)?.code === 'csrf_failed';
  if (!stale) return answer;
  await ask(`${API}/sign-in-options`);
  return ask(path, asked);
}

function isJson(response: Response): boolean {
  return /\bjson\b/.test(response.headers.get('Content-Type') ?? '');
}

async function request({ method = 'GET', body, account, language, signal, headers }: Asked): Promise<RequestInit> {
  const sent = new Headers({ Accept: 'application/json', ...headers });
  // The language of this page and not of the browser, which on a floor is often somebody else's.
  const spoken = language ?? (globalThis as Page).document?.documentElement?.lang;
  if (spoken) sent.set('Accept-Language', spoken);
  if (account) sent.set('Aftercall-Account', account);
  const raw = body instanceof Blob;
  if (body !== undefined) sent.set('Content-Type', raw ? 'application/octet-stream' : 'application/json');
  if (!READS.has(method)) {
    sent.set('X-CSRFToken', (await csrfToken()) ?? '');
    sent.set('Device-Time', localIso(new Date()));
  }
  return {
    method,
    headers: sent,
    body: body === undefined || raw ? body : JSON.stringify(body),
    credentials: 'same-origin',
    redirect: 'error',
    signal: signal ?? AbortSignal.timeout(PATIENCE),
  };
}
