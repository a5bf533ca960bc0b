import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Measured } from './measure.ts';

const PAGE = fileURLToPath(new URL('../../docs/architecture/performance.md', import.meta.url));

/** Fills the table of the page about performance. A benchmark that did not run keeps what it says. */
export function writeResults(results: Record<string, Measured>): void {
  writeFileSync(PAGE, withResults(readFileSync(PAGE, 'utf8'), results));
}

/** What is compared stands in the page and stays; a row is known by the benchmark's name. */
export function withResults(page: string, results: Record<string, Measured>): string {
  return page.replace(/^(\| `([\w-]+)` \| [^|]+ \|).*$/gm, (row: string, kept: string, name: string) => {
    const measured = results[name];
    return measured ? `${kept} ${cellsOf(measured).join(' | ')} |` : row;
  });
}

function cellsOf({ value, reference, ratio, unit }: Measured): string[] {
  return [inWords(value, unit), inWords(reference, unit), ratio.toFixed(2)];
}

function inWords(value: number, unit: Measured['unit']): string {
  const maximumFractionDigits = value < 10 ? 1 : 0;
  return `${value.toLocaleString('en', { maximumFractionDigits })} ${unit === 'mails/s' ? 'per s' : unit}`;
}
