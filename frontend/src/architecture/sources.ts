const found = import.meta.glob<string>(['../**/*.{ts,svelte}', '!../**/*.{test,d}.ts', '!../architecture/**'], {
  eager: true,
  query: '?raw',
  import: 'default',
});

/** Every source file of the app by its path below `src/`. */
export const sources: Record<string, string> = Object.fromEntries(
  Object.entries(found).map(([path, source]) => [path.replace('../', ''), source]),
);
