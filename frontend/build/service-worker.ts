import { createHash } from 'node:crypto';
import { build, type Plugin, type Rolldown } from 'vite';

type Bundle = Rolldown.OutputBundle;

/** The catalogues are chunks of their own, named so that the worker can keep one language and leave the others. */
const WORDS = /\/words\/([\w-]+)\/([\w-]+)\.json$/;

/** Where the way out of the helplines leads, in every language. */
const NOTES = ['/notes.css', '/notes.html', '/notes.ru.html', '/notes.zh-Hans.html'];

export function chunkName({ facadeModuleId }: Rolldown.PreRenderedChunk): string {
  const [, part, language] = WORDS.exec(facadeModuleId ?? '') ?? [];
  return part ? `assets/words.${part}.${language}-[hash].js` : 'assets/[name]-[hash].js';
}

/**
 * Build `sw.js` as one classic script beside the app, with the list of what it keeps and a hash of it written in.
 * Screens that match `online` show nothing without a network and are not kept.
 */
export function serviceWorker({ online }: { online: RegExp }): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      const html = bundle['index.html'];
      const page = html?.type === 'asset' ? String(html.source) : '';
      const kept = [...reached(bundle, page, online)].map((name) => `/${name}`);
      const words = byLanguage(kept.filter(languageOf));
      // Never /index.html: a server may redirect it, and a redirected answer cannot open the app.
      const files = [
        '/',
        '/manifest.webmanifest',
        '/icons/mark.svg',
        '/icons/notes.svg',
        ...NOTES,
        ...kept.filter((name) => !languageOf(name)),
      ];
      const all = JSON.stringify([files, words, page]);
      const version = createHash('sha256').update(all).digest('hex').slice(0, 12);
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: {
          __FILES__: JSON.stringify(files),
          __WORDS__: JSON.stringify(words),
          __VERSION__: JSON.stringify(version),
        },
        build: {
          outDir: dir,
          emptyOutDir: false,
          target: 'es2022',
          lib: { entry: 'src/sw/sw.ts', formats: ['iife'], name: 'sw', fileName: () => 'sw.js' },
        },
      });
    },
  };
}

function byLanguage(names: string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const name of names) (found[languageOf(name)!] ??= []).push(name);
  return found;
}

function languageOf(name: string): string | undefined {
  return /assets\/words\.[\w-]+\.([\w-]+)-[\w-]{8}\.js$/.exec(name)?.[1];
}

/** Every script and style that can be asked for, from the page on, without passing through an online screen. */
function reached(bundle: Bundle, page: string, online: RegExp): Set<string> {
  const names = new Set(Object.keys(bundle).filter((name) => page.includes(`"/${name}"`)));
  for (const name of names) {
    const chunk = bundle[name];
    if (chunk?.type !== 'chunk') continue;
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) {
      const found = bundle[next];
      if (found?.type === 'chunk' && !online.test(found.facadeModuleId ?? '')) names.add(next);
    }
    for (const style of chunk.viteMetadata?.importedCss ?? []) names.add(style);
  }
  return names;
}
