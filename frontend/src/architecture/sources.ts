const found = import.meta.glob<string>(['../**/*.{ts,svelte}', '!../**/*.{test,d}.ts', '!../architecture/**'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** Every source file of the app by its path below `src/`. */
export const sources: Record<string, string> = Object.fromEntries(
  Object.entries(found).map(([path, source]) => [path.replace('../', ''), source]),
);

const IMPORT = /(?:from|import)\s*\(?\s*'(\.[^']+)'/g;
const NOW = /^\s*(?:import|export)\s(?!type)[^;]*?'(\.[^']+)'/gm;

/** What a file imports, as paths below `src/`. */
export function imports(path: string, which = IMPORT): string[] {
  return [...sources[path]!.matchAll(which)].map(([, to]) => new URL(to!, `file:///${path}`).pathname.slice(1));
}

/** Every source file that is loaded before a face can be tapped. */
export function firstFile(): string[] {
  const seen = new Set(['app/main.ts']);
  for (const path of seen) {
    for (const to of imports(path, NOW)) {
      const found = [to, `${to}.ts`].find((name) => name in sources);
      if (found) seen.add(found);
    }
  }
  return [...seen];
}
