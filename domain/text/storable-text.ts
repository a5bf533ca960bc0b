import { Refusal } from '../errors.ts';

/** Deeper than anything the contract or a mail provider says; walking deeper would end the stack. */
const MAX_DEPTH = 500;

/** Postgres holds neither NUL characters nor halves of surrogate pairs; people, mail and models bring both. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD');
}

/**
 * The same for every string of a JSON value, keys included.
 * @throws Refusal `bad_input` when it is nested too deeply to be anything of ours.
 */
export function storableJson<Value>(value: Value): Value {
  return cleaned(value, 0) as Value;
}

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return storableText(value);
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (depth > MAX_DEPTH) throw new Refusal('bad_input');
  if (Array.isArray(value)) return value.map((item) => cleaned(item, depth + 1));
  const entries = Object.entries(value).map(([key, item]) => [storableText(key), cleaned(item, depth + 1)]);
  return Object.fromEntries(entries);
}

/** What JSON writes for a NUL or for any half; whole pairs are written as they are, so this is rare. */
const SUSPICIOUS = /\\u(0000|d[89a-f])/i;

/** The same for JSON that is written already. */
export function storableJsonText(json: string): string {
  return SUSPICIOUS.test(json) ? JSON.stringify(storableJson(JSON.parse(json))) : json;
}
