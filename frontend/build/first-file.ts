import { resolve } from 'node:path';

interface Graph {
  getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/**
 * All that is needed until a face can be tapped, as one file: each further one that a phone must ask for costs it
 * almost a kilobyte of headers, and parts that later screens share would otherwise each become one.
 */
export function firstFile(entry: string): { name: (id: string, graph: Graph) => string | null } {
  const needed = new Set<string>();

  function walk(id: string, graph: Graph): void {
    if (needed.has(id)) return;
    needed.add(id);
    for (const next of graph.getModuleInfo(id)?.importedIds ?? []) walk(next, graph);
  }

  return {
    name(id, graph) {
      if (!needed.size) walk(resolve(entry), graph);
      return needed.has(id) ? 'first' : null;
    },
  };
}
