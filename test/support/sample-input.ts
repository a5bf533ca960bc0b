import type { JsonSchema } from '../../rpc/json-schema.ts';

/** Something that a schema of ours takes: what must be there, and no more. */
export function sampleOf(schema: JsonSchema): unknown {
  const { type, properties = {}, required = [] } = schema;
  const [first] = schema.anyOf ?? schema.oneOf ?? schema.enum ?? [];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return first;
  if (first) return sampleOf(first);
  if (type === 'object')
    return Object.fromEntries(required.map((name) => [name, sampleOf(properties[name] ?? {})]));
  if (type === 'string') return textOf(schema);
  if (type === 'array') return [];
  return type === 'boolean' ? false : (schema.minimum ?? 0);
}

/** An id where ids are asked for; of other texts an address is one too. */
function textOf({ pattern, format }: JsonSchema): string {
  if (format === 'date-time') return '2099-01-01T00:00:00.000Z';
  const prefix = /^\^([a-z]+_)/.exec(pattern ?? '')?.[1];
  return prefix ? `${prefix}${crypto.randomUUID().replaceAll('-', '').slice(0, 16)}` : 'a@b.example';
}
