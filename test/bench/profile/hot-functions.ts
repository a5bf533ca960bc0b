import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallFrame, CpuProfile } from './inspector.ts';

/** Waiting is no work. */
const WAITING = ['(idle)', '(program)', '(root)'];

export interface HotFunction {
  /** Name and `file:line` of the source, or the package it comes from. */
  where: string;
  /** Of itself, without what it called. */
  ms: number;
}

/** Milliseconds that each function took itself, the most expensive first. */
export function hotFunctions(profiles: readonly CpuProfile[]): HotFunction[] {
  const sums = new Map<string, number>();
  for (const { nodes, samples, timeDeltas } of profiles) {
    const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
    samples.forEach((id, index) => {
      const frame = frames.get(id);
      if (!frame || WAITING.includes(frame.functionName)) return;
      const where = nameOf(frame);
      sums.set(where, (sums.get(where) ?? 0) + (timeDeltas[index] ?? 0) / 1_000);
    });
  }
  return [...sums].map(([where, ms]) => ({ where, ms })).sort((a, b) => b.ms - a.ms);
}

function nameOf(frame: CallFrame): string {
  const { functionName: name, url } = frame;
  if (!url) return name;
  if (!url.startsWith('file:')) return `${name || '(anonymous)'} ${url}`;
  const { file, line } = sourceOf(frame, fileURLToPath(url));
  const [, library] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file) ?? [];
  return `${name || '(anonymous)'} ${library ?? `${file}:${line}`}`;
}

function sourceOf({ lineNumber, columnNumber }: CallFrame, file: string): { file: string; line: number } {
  const entry = mapOf(file)?.findEntry(lineNumber, columnNumber);
  if (!entry || !('originalSource' in entry))
    return { file: relative(process.cwd(), file), line: lineNumber + 1 };
  return { file: entry.originalSource.replace(/^(\.\.\/)+/, ''), line: entry.originalLine + 1 };
}

const maps = new Map<string, SourceMap | null>();
function mapOf(file: string): SourceMap | null {
  const known = maps.get(file);
  if (known !== undefined) return known;
  const map = readMap(file);
  maps.set(file, map);
  return map;
}

function readMap(file: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload);
  } catch {
    return null;
  }
}
