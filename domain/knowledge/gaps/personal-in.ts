/** What is known of the customer whom a reply was for. */
export interface KnownOfCustomer {
  /** As the project knows them: `Kim Doe`. */
  names: readonly string[];
  /** Mail addresses. */
  addresses: readonly string[];
}

const MAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu;
const PHONE = /(?<![\p{L}\p{N}])(?:\+|00)\d[\d ()/.-]{6,}\d/gu;
/** With a number sign, or a word of digits and capitals as shops number their orders. */
const NUMBER =
  /#\s?\p{L}{0,4}-?\d{3,}|(?<![\p{L}\p{N}.,€$£])(?:[A-Z]{1,6}-?\d{4,}|\d{6,})(?![\p{L}\p{N}]|[.,]\d)/gu;

/** A name's part is told from a word by its length, of what is written with spaces. */
const SHORTEST_NAME = 3;
const MOST = 20;

/** What in a text may be about one customer only: their names and addresses, numbers of orders and of telephones. */
export function personalIn(text: string, { names, addresses }: KnownOfCustomer): string[] {
  const found = [
    ...(text.match(MAIL) ?? []),
    ...(text.match(PHONE) ?? []),
    ...(text.match(NUMBER) ?? []),
    ...addresses.filter((address) => text.toLowerCase().includes(address.toLowerCase())),
    ...names.flatMap((name) => namesIn(text, name)),
  ];
  const once = [...new Set(found.map((each) => each.trim()))];
  const whole = once.filter((each) => !once.some((other) => other !== each && other.includes(each)));
  return whole.sort((a, b) => text.indexOf(a) - text.indexOf(b)).slice(0, MOST);
}

function namesIn(text: string, name: string): string[] {
  if (name.trim() === '') return [];
  if (text.includes(name)) return [name];
  const parts = name.split(/[\s,]+/).filter((part) => part.length >= SHORTEST_NAME);
  const words = new Set(text.split(/[^\p{L}\p{M}'’-]+/u));
  return parts.filter((part) => words.has(part));
}
