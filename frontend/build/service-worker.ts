import { createHash } from 'node:crypto';
import { build, type Plugin } from 'vite';

/** What administrators do on a laptop needs the server in any case: it is not kept on every agent's phone. */
const NOT_KEPT = /\/(People|PersonScreen|Roster|Policies|PolicyScreen|policy-words)-/;

/** Build `sw.js` as one classic script beside the app, with the list of what it keeps and a hash of it written in. */
export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      const built = Object.keys(bundle).filter((name) => name.startsWith('assets/') && !NOT_KEPT.test(name));
      // Never /index.html: a server may redirect it, and a redirected answer cannot open the app.
      const files = [
        '/',
        '/manifest.webmanifest',
        '/icons/mark.svg',
        '/icons/notes.svg',
        ...built.map((name) => `/${name}`),
      ];
      const page = bundle['index.html'];
      const words = JSON.stringify(files) + (page?.type === 'asset' ? page.source : '');
      const version = createHash('sha256').update(words).digest('hex').slice(0, 12);
      await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        define: { __FILES__: JSON.stringify(files), __VERSION__: JSON.stringify(version) },
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
