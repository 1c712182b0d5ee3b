import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
import { firstFile } from './build/first-file.ts';
import { keepEarlierChunks } from './build/keep-earlier-chunks.ts';
import { serviceWorker } from './build/service-worker.ts';

const server = 'http://127.0.0.1:8000';

const RESETS = { name: 'resets', test: /features\/resets\/(?!breathing|passes)/ };

export default defineConfig({
  plugins: [svelte(), keepEarlierChunks({ days: 30 }), serviceWorker()],
  build: {
    target: 'es2022',
    emptyOutDir: false, // an open tab still asks for the chunks of the build it started with
    modulePreload: { polyfill: false },
    // The screens of a reset share so much that apart they would be a quarter larger.
    rolldownOptions: { output: { codeSplitting: { groups: [firstFile('src/app/main.ts'), RESETS] } } },
    assetsInlineLimit: 0,
  },
  server: {
    proxy: { '/api': server, '/_allauth': server, '/ws': { target: server, ws: true } },
  },
  resolve: process.env.VITEST ? { conditions: ['browser'] } : undefined,
  test: { include: ['src/**/*.test.ts'], environment: 'node' },
});
