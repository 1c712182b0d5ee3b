import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { firstFile } from './build/first-file.ts';
import { keepEarlierChunks } from './build/keep-earlier-chunks.ts';
import { chunkName, serviceWorker } from './build/service-worker.ts';

// Laptop pages and numbers that only the server knows.
const ONLINE = /\/(People|PersonScreen|Roster|Policies|PolicyScreen|FloorScreen|PassCheckScreen|TrendsScreen)\.svelte$/;

// Kept on every phone: one file squeezes a third smaller than two dozen do.
const RESETS = {
  name: 'resets',
  test: /features\/resets\/(?!passes\/(Polic|polic|OnePolicy|Figures|Floor|floors|Check))|screens\/(Bre|Opener|Reset|Tough)/,
};

const REPORTS = {
  name: 'reports',
  test: /features\/incidents\/(report\/|words)|screens\/(Report|OwnReport|Unsigned|Receipt)|app\/([Dd]iscreet|reporting)/,
};

const CRISIS = { name: 'numbers', test: /features\/support\/crisis|screens\/Help/ };

const server = 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [svelte(), keepEarlierChunks({ days: 30 }), serviceWorker({ online: ONLINE })],
  build: {
    target: 'es2022',
    emptyOutDir: false, // an open tab still asks for the chunks of the build it started with
    // Styles must be named ahead; a script names its own, and the service worker has fetched them all before.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (_file, needed) => needed.filter((name) => name.endsWith('.css')),
    },
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        chunkFileNames: chunkName,
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [firstFile('src/app/main.ts'), RESETS, CRISIS, REPORTS],
        },
      },
    },
  },
  server: {
    proxy: { '/api': server, '/_allauth': server, '/ws': { target: server, ws: true } },
  },
  resolve: process.env.VITEST ? { conditions: ['browser'] } : undefined,
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
