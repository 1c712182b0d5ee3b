import { afterEach, expect, it, vi } from 'vitest';
import { api } from './client';

let sent = new Headers();

function answering(lang?: string): void {
  vi.stubGlobal('document', lang === undefined ? undefined : { documentElement: { lang }, cookie: '' });
  vi.stubGlobal('fetch', async (_path: string, { headers }: RequestInit) => {
    sent = new Headers(headers);
    return Response.json({});
  });
}

afterEach(() => vi.unstubAllGlobals());

it('asks in the language of the page, whatever the browser speaks', async () => {
  answering('ru');
  await api('/reports');

  expect(sent.get('Accept-Language')).toBe('ru');
});

it('sends what waited in the language in which it was written', async () => {
  answering('ru');
  await api('/reports', { language: 'zh-Hans' });

  expect(sent.get('Accept-Language')).toBe('zh-Hans');
});

it('leaves it to the browser where there is no page', async () => {
  answering();
  await api('/reports');

  expect(sent.get('Accept-Language')).toBeNull();
});
