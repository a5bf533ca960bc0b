import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { root, sources } from './sources.ts';

export interface Import {
  from: string;
  target: string;
  typeOnly: boolean;
}

const IMPORT = /^(?:import|export)\s+(type\s)?(?:([^'";]*?)\sfrom\s+)?'([^']+)'|import\(\s*'([^']+)'\s*\)/gm;

/** Every import of every file; what is a path is one from the root. */
export function imports(files = sources()): Import[] {
  return files.flatMap((from) => {
    const text = readFileSync(join(root, from), 'utf8').replace(/^\s+(?=import\s)/gm, '');
    return [...text.matchAll(IMPORT)].map(([, type, names, statically, dynamically]) => ({
      from,
      target: resolve(from, statically ?? dynamically ?? ''),
      typeOnly: type !== undefined || onlyTypes(names ?? ''),
    }));
  });
}

/** `import { type A, type B }` imports nothing at run time. */
function onlyTypes(names: string): boolean {
  const braced = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
  const each = braced
    ?.split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  return each !== undefined && each.length > 0 && each.every((name) => name.startsWith('type '));
}

function resolve(from: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return posix.normalize(posix.join(posix.dirname(from), specifier.split('?')[0] ?? ''));
}

export type Graph = Map<string, Set<string>>;

/** Who imports whom, types included: files, or the rooms (folders) they stand in. */
export function graphOf(all: Import[], nodeOf: (file: string) => string): Graph {
  const graph: Graph = new Map();
  for (const { from } of all) graph.set(nodeOf(from), graph.get(nodeOf(from)) ?? new Set());
  for (const { from, target } of all) {
    const [one, other] = [nodeOf(from), nodeOf(target)];
    if (one !== other && graph.has(other)) graph.get(one)?.add(other);
  }
  return graph;
}

export const roomOf = (file: string): string => dirname(file).replaceAll('\\', '/');

/** The groups in which everybody reaches everybody (Tarjan). */
export function circlesOf(graph: Graph): string[][] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (node: string) => {
    index.set(node, index.size);
    low.set(node, index.get(node)!);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(node, Math.min(low.get(node)!, low.get(next)!));
    }
    if (low.get(node) !== index.get(node)) return;
    const circle = stack.splice(stack.indexOf(node));
    if (circle.length > 1) found.push(circle.sort());
  };
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return found;
}

/** How many rooms stand above each other at most: a room that imports none is level 1. */
export function levelsOf(graph: Graph): number {
  const known = new Map<string, number>();
  const levelOf = (node: string): number => {
    const level = known.get(node) ?? 1 + Math.max(0, ...[...(graph.get(node) ?? [])].map(levelOf));
    known.set(node, level);
    return level;
  };
  return Math.max(0, ...[...graph.keys()].map(levelOf));
}
