import type { DraftContext } from '../../db/recording/drafts.ts';
import type { Turn } from '../../domain/knowledge/turn.ts';

/** What was said, as the assistant reads it: strangers' words are left out. */
export function turnsOf(said: DraftContext['turns']): Turn[] {
  return said.flatMap(({ author, text }) =>
    author.by === 'customer' || author.by === 'assistant' || author.by === 'agent'
      ? [{ by: author.by, text }]
      : [],
  );
}
