interface CookieJar {
  get(name: string): Promise<{ value?: string } | null>;
}

/** The CSRF cookie's value. A service worker has no document and, in some browsers, no cookie store: then null. */
export async function csrfToken(): Promise<string | null> {
  const page = (globalThis as { document?: { cookie: string } }).document;
  if (page) {
    return /(?:^|;\s*)csrftoken=([^;]+)/.exec(page.cookie)?.[1] ?? null;
  }
  const jar = (globalThis as { cookieStore?: CookieJar }).cookieStore;
  return (await jar?.get('csrftoken'))?.value ?? null;
}
