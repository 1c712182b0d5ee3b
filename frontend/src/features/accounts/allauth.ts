import { API, askFresh, type Answer } from '../../shared/api/client';
import { i18n } from '../../shared/i18n/i18n.svelte';

const BASE = '/_allauth/browser/v1';

export interface Flow {
  id: string;
  is_pending?: boolean;
  types?: string[];
}

export interface Said {
  status: number;
  data: Record<string, unknown>;
  meta: Record<string, unknown>;
  flows: Flow[];
  /** In the person's language where the server speaks it; the first is enough. */
  error: string | null;
}

/** django-allauth's headless API. 401 is no failure here: it names the step that comes next. */
export async function allauth(path: string, method = 'GET', body?: unknown): Promise<Said> {
  return said(await askFresh(BASE + path, { method, body, language: i18n.language }));
}

/** One of our own routes that may ask, as allauth does, that the person shows once more who they are. */
export async function guarded(path: string, method = 'GET', body?: unknown): Promise<Said> {
  const answer = await askFresh(API + path, { method, body, language: i18n.language });
  const { message } = (answer.data ?? {}) as { message?: string };
  const inner = answer.ok ? (answer.data as Record<string, unknown>) : said(answer).data;
  return { ...said(answer), data: inner, error: answer.ok ? null : (message ?? said(answer).error) };
}

function said({ status, data }: Answer): Said {
  const {
    data: inner,
    meta,
    errors,
  } = (data ?? {}) as {
    data?: Record<string, unknown>;
    meta?: Record<string, unknown>;
    errors?: { message: string }[];
  };
  const flows = (inner?.['flows'] as Flow[] | undefined) ?? [];
  return { status, data: inner ?? {}, meta: meta ?? {}, flows, error: errors?.[0]?.message ?? null };
}

export function pending(said: Said, flow: string): Flow | undefined {
  return said.flows.find(({ id, is_pending }) => id === flow && is_pending);
}
