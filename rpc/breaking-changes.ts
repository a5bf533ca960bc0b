import type { ContractDescription, MessageDescription } from './describe-contract.ts';
import { narrowings, type JsonSchema, type Narrowing } from './json-schema.ts';

const KINDS = { signals: 'signal', updates: 'update', queries: 'query' } as const;

/**
 * What a sender of yesterday can no longer send, and what it may now hear that it does not know: one sentence each. Of an
 * input whatever is taken no longer, of an output whatever was promised and is no longer.
 */
export function breakingChanges(before: ContractDescription, after: ContractDescription): string[] {
  const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[];
  return kinds.flatMap((kind) =>
    Object.entries(before[kind]).flatMap(([name, message]) => {
      const now = after[kind][name];
      const changes = now ? changesOf(message, now) : ['is gone'];
      return changes.map((change) => `${KINDS[kind]} ${name}: ${change}`);
    }),
  );
}

function changesOf(before: MessageDescription, after: MessageDescription): string[] {
  const callers = before.callers.filter((caller) => !after.callers.includes(caller));
  const refusals = after.refusals.filter((code) => !before.refusals.includes(code));
  return [
    ...callers.map((caller) => `${caller} may no longer send it`),
    ...refusals.map((code) => `may be refused with ${code}`),
    ...inputChanges(before.input, after.input),
    ...outputChanges(before.output, after.output),
  ];
}

const inputChanges = (before: JsonSchema = {}, after: JsonSchema = {}) =>
  narrowings(before, after, 'input').map(({ path, kind, words }) => {
    const sentences: Record<Narrowing['kind'], string> = {
      field: `${path} is gone`,
      required: `${path} is required, was ${words}`,
      type: `${path} no longer takes ${words}`,
      values: `${path} no longer takes ${words}`,
      limit: `${path} has another limit, ${words}`,
      form: `${path} has another form, ${words}`,
    };
    return sentences[kind];
  });

/** Read the other way round: whoever knew the old output must understand the new one. More fields hurt nobody. */
const outputChanges = (before: JsonSchema = {}, after: JsonSchema = {}) =>
  narrowings(after, before, 'output').flatMap(({ path, kind, words }) => {
    if (kind === 'required') return words === 'optional' ? [`${path} may be missing`] : [`${path} is gone`];
    return kind === 'type' || kind === 'values' ? [`${path} may be ${words}`] : [];
  });
