import type { AttributeId } from '../ids.ts';

export const ATTRIBUTE_TYPES = ['text', 'number', 'date', 'yesNo', 'choice'] as const;
export type AttributeType = (typeof ATTRIBUTE_TYPES)[number];

/** Something that a project wants to know about its customers, as its admins defined it. */
export interface Attribute {
  id: AttributeId;
  /** Under which its values are kept; never changed. */
  key: string;
  label: string;
  type: AttributeType;
  /** Of a choice; empty for other types. */
  choices: string[];
}

/** A date is a day: `2026-03-29`. */
export type AttributeValue = string | number | boolean;
export type AttributeValues = Record<string, AttributeValue>;

/** Why a value does not fit, for whoever typed it. */
const WRONG = {
  text: 'Write at most 500 characters.',
  number: 'Write a number, such as 12 or 3.5.',
  date: 'Write a day like 2026-03-29.',
  yesNo: 'Choose yes or no.',
  choice: 'Choose one of the list.',
} as const satisfies Record<AttributeType, string>;

export const MAX_ATTRIBUTE_TEXT = 500;

/** The value that a field's text stands for; null: none. `problem` says why it stands for nothing of the attribute's type. */
export function readValue(
  { type, choices }: Pick<Attribute, 'type' | 'choices'>,
  typed: string,
): { value: AttributeValue | null } | { problem: string } {
  const text = typed.trim();
  if (text === '') return { value: null };
  const value = readers[type](text, choices);
  return value === null ? { problem: WRONG[type] } : { value };
}

const readers: Record<AttributeType, (text: string, choices: string[]) => AttributeValue | null> = {
  text: (text) => (text.length > MAX_ATTRIBUTE_TEXT ? null : text),
  number: (text) => {
    const value = Number(text.replace(/(?<=^[-+]?\d+),(?=\d+$)/, '.'));
    return Number.isFinite(value) ? value : null;
  },
  date: (text) => (isDay(text) ? text : null),
  yesNo: (text) => ({ yes: true, no: false })[text] ?? null,
  choice: (text, choices) => (choices.includes(text) ? text : null),
};

function isDay(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** The text of a field that has this value. */
export function valueText(value: AttributeValue | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}

/** A key for a label that is new, other than those that are taken: `Plan, since` is `plan_since`. */
export function keyFor(label: string, taken: readonly string[]): string {
  const plain = label.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const key =
    plain
      .replace(/[^\p{L}\p{N}]+/gu, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 30) || 'attribute';
  if (!taken.includes(key)) return key;
  for (let n = 2; ; n++) if (!taken.includes(`${key}_${n}`)) return `${key}_${n}`;
}

/**
 * What is known of customers who turned out to be one: the first who says something is believed, the others fill what is
 * missing. Nothing is copied, so that each has their own again when that is undone.
 */
export function knownTogether(all: readonly AttributeValues[]): AttributeValues {
  return all.reduceRight<AttributeValues>((known, own) => ({ ...known, ...own }), {});
}
