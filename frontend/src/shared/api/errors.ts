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
