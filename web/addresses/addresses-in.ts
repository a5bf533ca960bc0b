/** As the api takes them; what else is wrong with one, it says itself. */
const ADDRESS = /^[^@\s<>"]+@[^@\s<>"]+\.[^@\s<>"]+$/;
const NAMED = /<\s*(?:mailto:)?([^<>]*?)\s*>[\s.]*$/i;

/**
 * The addresses of a field that takes several, as people paste them: with names before them, with a comma, a semicolon, a space or a line between. `wrong`: what in it is none.
 */
export function addressesIn(text: string): { emails: string[]; wrong: string[] } {
  const emails = new Set<string>();
  const wrong: string[] = [];
  /** Of `Doe, Dora <dora@example.com>` the part before the comma, until it is seen what follows. */
  let name: string[] = [];
  const take = (address: string) =>
    void (ADDRESS.test(address) ? emails.add(address.toLowerCase()) : wrong.push(address));
  for (const part of text.replace(/"[^"\n]*"/g, ' ').split(/[,;\n]/)) {
    const named = NAMED.exec(part)?.[1];
    const words = part.trim().split(/\s+/).filter(Boolean);
    if (named !== undefined) take(named);
    else if (words.length > 0 && !part.includes('@')) {
      name.push(words.join(' '));
      continue;
    } else {
      wrong.push(...name);
      for (const word of words) take(word.replace(/^mailto:/i, ''));
    }
    name = [];
  }
  return { emails: [...emails], wrong: [...wrong, ...name] };
}

/** What is wrong with each, in words; null: nothing. */
export function addressProblems({ emails, wrong }: ReturnType<typeof addressesIn>): string | null {
  if (wrong.length === 0) return emails.length > 0 ? null : 'Write the address of whoever you invite.';
  const all = new Intl.ListFormat('en').format(wrong.map((each) => `“${each}”`));
  return wrong.length === 1
    ? `${all} is no address. Write it like name@example.com.`
    : `${all} are no addresses. Write them like name@example.com.`;
}
