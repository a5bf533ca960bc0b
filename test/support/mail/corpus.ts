import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Real mail of other projects, which is never part of this one: `THROUGHLINE_CORPUS`, or `../shared/corpus` beside the checkout. */
export function corpusFolder(): string | null {
  const beside = fileURLToPath(new URL('../../../../shared/corpus', import.meta.url));
  const folder = process.env['THROUGHLINE_CORPUS'] ?? beside;
  return existsSync(folder) ? folder : null;
}
