import { expect, test } from 'vitest';
import { LANGUAGES, type Language } from '../../../shared/i18n/languages';
import { notesIn } from './leave';

const pages = import.meta.glob<string>('/public/notes*.html', { query: '?raw', import: 'default', eager: true });
const words = import.meta.glob<Record<string, string>>('../../../shared/i18n/words/app/*.json', {
  import: 'default',
  eager: true,
});

test.each(Object.keys(LANGUAGES) as Language[])(
  'the page that people leave to speaks %s and gives nothing away',
  (one) => {
    const page = pages[`/public${notesIn(one)}`]!;
    const title = words[`../../../shared/i18n/words/app/${one}.json`]!['title.notes'];

    expect(page).toContain(`<html lang="${one}">`);
    expect(page).toContain(`<title>${title}</title>`);
    expect(page).not.toMatch(/aftercall|<script|<a |<form|http/i);
  },
);
