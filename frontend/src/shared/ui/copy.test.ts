import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { i18n } from '../i18n/i18n.svelte';
import { toClipboard } from './copy';
import { toaster } from './toast.svelte';

const page = { documentElement: { lang: '', dir: '' }, querySelector: () => null };

beforeEach(async () => {
  vi.stubGlobal('document', page);
  await i18n.use('en');
});
afterEach(() => {
  toaster.close();
  vi.unstubAllGlobals();
});

const withClipboard = (clipboard?: { writeText: (text: string) => Promise<void> }): void =>
  void vi.stubGlobal('navigator', { clipboard, languages: ['en'] });

test('what was copied is said to be', async () => {
  const writeText = vi.fn(() => Promise.resolve());
  withClipboard({ writeText });
  await toClipboard('ABCD EFGH');

  expect(writeText).toHaveBeenCalledExactlyOnceWith('ABCD EFGH');
  expect(toaster.offer?.text).toBe('Copied');
});

test.each([
  ['refuses', { writeText: () => Promise.reject(new DOMException('no', 'NotAllowedError')) }],
  ['has no clipboard', undefined],
])('where the browser %s it is said how to do it by hand', async (_how, clipboard) => {
  withClipboard(clipboard);
  await toClipboard('ABCD EFGH');

  expect(toaster.offer?.text).toMatch(/by hand/);
});
