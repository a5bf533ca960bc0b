/** What a saved reply may hold in braces, and what the writer of one is told of it. */
export const VARIABLES = {
  'customer.name': 'the customer’s name',
  'customer.first_name': 'the customer’s first name',
  'agent.name': 'your name',
  'conversation.subject': 'the conversation’s subject',
  'project.name': 'the project’s name',
} as const;

export type Variable = keyof typeof VARIABLES;

/** What is known of each where a text is inserted; null and empty: it is not. */
export type VariableValues = Record<Exclude<Variable, 'customer.first_name'>, string | null>;

const VARIABLE =
  /\{\s*(customer\.name|customer\.first_name|agent\.name|conversation\.subject|project\.name)\s*\}/g;

/** Titles that stand before a first name, without their full stops. */
const TITLES = new Set(['mr', 'mrs', 'ms', 'mx', 'dr', 'prof', 'herr', 'frau', 'mme', 'm', 'sr', 'sra']);

/**
 * The text as it is inserted. What is not known stays as it was written, in its braces, so that it stands out and whoever
 * sends it is asked first.
 */
export function fillVariables(text: string, values: VariableValues): string {
  return text.replace(VARIABLE, (written, name: Variable) => valueOf(name, values) || written);
}

/** Variables that are in a text still: nobody should get them. */
export function unfilledIn(text: string): string[] {
  return [...new Set([...text.matchAll(VARIABLE)].map(([written]) => written))];
}

function valueOf(name: Variable, values: VariableValues): string {
  if (name === 'customer.first_name') return firstName(values['customer.name'] ?? '');
  return (values[name] ?? '').trim();
}

/**
 * "Ingrid" of "Ingrid Solberg", "Solberg, Ingrid" and "Dr. Ingrid Solberg". A name without spaces, as Japanese and Chinese
 * ones are written, is whole: no part of it is a first name for certain.
 */
function firstName(name: string): string {
  const [last = '', given] = name.split(',').map((part) => part.trim());
  const words = (given || last).split(/\s+/).filter(Boolean);
  const first = words.find((word) => !TITLES.has(word.replace(/\./g, '').toLowerCase()));
  return first ?? '';
}
