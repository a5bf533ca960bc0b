import listed from './prices.json' with { type: 'json' };

/** US dollars for a million tokens. */
export interface ModelPrice {
  input: number;
  output: number;
}

const PRICES = listed.perMillionTokens as Record<string, ModelPrice>;
export const PRICES_AS_OF = listed.asOf;

/** The listed price of a model, also behind a provider's name and before a date: `openai/gpt-4o-mini-2024-07-18`. */
export function listedPrice(model: string): ModelPrice | null {
  const name = model
    .toLowerCase()
    .replace(/^.*\//, '')
    .replace(/[-@](?:\d{4}-?\d{2}-?\d{2}|\d{3,8}|latest)$/, '');
  return PRICES[name] ?? null;
}

/** @returns US dollars; null: no price is known. */
export function costOf(tokens: { in: number; out: number }, price: ModelPrice | null): number | null {
  return price && (tokens.in * price.input + tokens.out * price.output) / 1_000_000;
}

/** What a project's model costs: as the team says, else as listed. Null: no price is known. */
export function priceOf(project: { modelPrice?: ModelPrice | null }, model: string): ModelPrice | null {
  return project.modelPrice ?? listedPrice(model);
}
