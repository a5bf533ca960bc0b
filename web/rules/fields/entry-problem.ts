const ADDRESS = /^@?[^\s@]+\.[^\s@]+$|^[^\s@]+@[^\s@]+$/u;

/** What is wrong with a word or an address that is being added; null: nothing. */
export const entryProblem = (kind: 'words' | 'address', entry: string): string | null =>
  kind === 'words' || ADDRESS.test(entry) ? null : 'Write an address, or a domain such as example.com.';
