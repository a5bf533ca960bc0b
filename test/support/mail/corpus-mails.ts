import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Label {
  n: string;
  kind: string;
  bounce: boolean;
}

/** The corpus's mails with a label, as Postmark posts them. */
export function corpusMails(
  corpus: string,
  wanted: (label: Label) => boolean,
): { n: string; json: Record<string, unknown> }[] {
  const folder = join(corpus, 'mails');
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return readdirSync(folder)
    .filter((name) => /^\d+\.json$/.test(name))
    .map((name) => read(name) as Label)
    .filter(wanted)
    .map(({ n }) => ({ n, json: read(`${n}.postmark.json`) as Record<string, unknown> }));
}
