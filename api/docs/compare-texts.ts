import { diffLines } from 'diff';

export interface TextPart {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

/** Beyond so much time two texts are two texts, in milliseconds. */
const TIMEOUT_MS = 300;

/** What was taken out of a text and what was put in, line by line. */
export function compareTexts(before: string, after: string): TextPart[] {
  const parts = diffLines(before, after, { timeout: TIMEOUT_MS });
  if (!parts)
    return [
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ];
  return parts.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }));
}
