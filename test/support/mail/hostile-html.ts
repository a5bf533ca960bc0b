import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface HostilePayload {
  name: string;
  html: string;
  /** Its text must come through whole. */
  survives: boolean;
}

/** Every payload of the corpus, named so that a verdict can be looked up. */
export function hostilePayloads(corpus: string): HostilePayload[] {
  const read = (file: string) =>
    JSON.parse(readFileSync(join(corpus, 'hostile-html', file), 'utf8')) as unknown;
  const { vectors } = read('must-test.json') as { vectors: Record<string, string[]> };
  const { cases } = read('dompurify-expect.json') as { cases: { title: string; payload: string }[] };
  return [
    ...Object.entries(vectors).flatMap(([category, list]) =>
      list.map((html, index) => ({
        name: `${category} ${index}`,
        html,
        survives: category.startsWith('must survive'),
      })),
    ),
    ...cases.map(({ title, payload }, index) => ({
      name: `${index} ${title}`,
      html: payload,
      survives: false,
    })),
  ];
}
