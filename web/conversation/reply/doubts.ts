import type { Attachment } from '../../../domain/attachment.ts';
import { parseMarkdown } from '../../../domain/markdown/markdown.ts';
import { pictureNames, picturesByName } from '../../../domain/markdown/pictures.ts';
import { unfilledIn } from '../../../domain/saved-replies/variables.ts';

/** What is asked before a reply leaves as it is. */
export interface Doubt {
  title: string;
  words: string;
}

/** What its reader would stumble over; null: nothing. */
export function doubtOf(text: string, files: readonly Attachment[]): Doubt | null {
  const variables = unfilledIn(text);
  if (variables.length > 0)
    return {
      title: `Send it with ${variables.join(' and ')} in it?`,
      words: 'Nothing is known to stand there. Write it yourself, or the customer reads the braces.',
    };
  const drawn = picturesByName(files);
  const missing = [...pictureNames(parseMarkdown(text))].filter((name) => !drawn.has(name));
  if (missing.length === 0) return null;
  return {
    title: `Send it without ${missing.map((name) => `“${name}”`).join(' and ')}?`,
    words: 'No picture of this name is attached. Paste it again, or the customer reads only its name.',
  };
}
