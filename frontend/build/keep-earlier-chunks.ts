import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const DAY = 24 * 60 * 60 * 1000;

/** Keep the chunks of earlier builds for some days, so that a tab left open survives an upgrade; remove older ones. */
export function keepEarlierChunks({ days }: { days: number }): Plugin {
  return {
    name: 'keep-earlier-chunks',
    apply: 'build',
    writeBundle({ dir }, bundle) {
      const folder = join(dir ?? 'dist', 'assets');
      const current = new Set(Object.keys(bundle));
      for (const name of readdirSync(folder)) {
        const file = join(folder, name);
        const isOld = Date.now() - statSync(file).mtimeMs > days * DAY;
        if (isOld && !current.has(`assets/${name}`)) rmSync(file);
      }
    },
  };
}
