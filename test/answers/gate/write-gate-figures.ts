import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PAGE = fileURLToPath(new URL('../../../docs/architecture/assistant.md', import.meta.url));

export interface GateFigures {
  answers: number;
  /** Shares of 1. */
  falseAlarms: number;
  caught: number;
}

export function writeGateFigures(figures: GateFigures): void {
  writeFileSync(PAGE, withGateFigures(readFileSync(PAGE, 'utf8'), figures));
}

/** Fills the row of the page about the assistant that tells how the gate does. */
export function withGateFigures(page: string, { answers, falseAlarms, caught }: GateFigures): string {
  const row = `| gate | ${answers} | ${(falseAlarms * 100).toFixed(1)} % | ${(caught * 100).toFixed(1)} % |`;
  return page.replace(/^\| gate \|.*$/m, () => row);
}
