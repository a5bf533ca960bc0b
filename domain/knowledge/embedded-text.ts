/** What of a passage is embedded. The database writes the same (`db/knowledge/embeddings.ts`), and knows it by its hash. */
export function embeddedText(passage: { title: string; heading: string | null; text: string }): string {
  const { title, heading, text } = passage;
  return [title, heading, text].filter((part) => part !== null).join('\n');
}

/** What some families of models were taught to expect before a question and before a text, from their model cards. */
const PREFIXES = [
  { family: /(^|[^a-z])e5/i, question: 'query: ', passage: 'passage: ' },
  { family: /nomic-embed-text/i, question: 'search_query: ', passage: 'search_document: ' },
] as const;

export type EmbeddedAs = 'question' | 'passage';

export function prefixOf(model: string, as: EmbeddedAs): string {
  // Told what to do with a question, in words.
  if (/e5.*instruct/i.test(model))
    return as === 'passage' ? '' : 'Instruct: Find the passages that answer the question\nQuery: ';
  return PREFIXES.find(({ family }) => family.test(model))?.[as] ?? '';
}
