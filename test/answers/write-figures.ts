import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Figures } from './figures.ts';

const PAGE = fileURLToPath(new URL('../../docs/architecture/assistant.md', import.meta.url));

/** Fills the table of the page about the assistant. A set that was not measured keeps what it says. */
export function writeFigures(rows: Record<string, Figures & { typos: number }>): void {
  writeFileSync(PAGE, withFigures(readFileSync(PAGE, 'utf8'), rows));
}

/** A row is known by the set's name. */
export function withFigures(page: string, rows: Record<string, Figures & { typos: number }>): string {
  return page.replace(/^(\| `([\w-]+)` \|[^|]+\|).*$/gm, (row: string, kept: string, name: string) => {
    const figures = rows[name];
    if (!figures) return row;
    const { hit1, right, wrong, absent, precision, typos } = figures;
    return `${kept} ${[hit1, right, wrong, absent, precision, typos].map((value) => value.toFixed(2)).join(' | ')} |`;
  });
}
