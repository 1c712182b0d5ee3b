export interface Problem {
  code: string;
  message: string;
  fields?: Record<string, string[]>;
}

/** The server answered, and said no. `message` is in the person's language and fit to be shown. */
export class ApiError extends Error {
  readonly code: string;
  readonly fields: Record<string, string[]>;

  constructor(
    readonly status: number,
    problem: Partial<Problem> | undefined,
  ) {
    super(problem?.message ?? '');
    this.code = problem?.code ?? (status >= 500 ? 'server_error' : 'unknown');
    this.fields = problem?.fields ?? {};
  }
}

/** Nobody answered: no network, a tunnel, a server that is down. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause });
  }
}

/** What the network and the server may say; anything else is our mistake. */
export const isTrouble = (cause: unknown): cause is ApiError | Unreachable =>
  cause instanceof ApiError || cause instanceof Unreachable;

/** Not there, or not there any more, or not one's own: the server does not say which. */
export const isGone = (cause: unknown): boolean => cause instanceof ApiError && cause.status === 404;
