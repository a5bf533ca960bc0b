import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { ConversationId } from '../../domain/ids.ts';
import type { Hit } from '../../domain/inbox/hit.ts';
import { snippetOf } from '../../domain/search/snippet.ts';
import type { Queryable } from '../connection/database.ts';
import { messages, searchableWords } from '../schema/schema.ts';
import { hasTerm } from './has-words.ts';
import type { Term } from './terms.ts';

/** Where each of these conversations has what is looked for: the message with most of the words, the newest of those. */
export async function findHits(
  db: Queryable,
  { ids, terms }: { ids: ConversationId[]; terms: readonly Term[] },
): Promise<Map<ConversationId, Hit>> {
  if (ids.length === 0 || terms.length === 0) return new Map();
  const { conversationId, seq } = searchableWords;
  const many = sql.join(
    terms.map((term) => sql`${hasTerm(term)}::int`),
    sql` + `,
  );
  const rows = await db
    .selectDistinctOn([conversationId], { id: conversationId, seq, text: messages.text })
    .from(searchableWords)
    .innerJoin(messages, and(eq(messages.conversationId, conversationId), eq(messages.seq, seq)))
    .where(and(inArray(conversationId, ids), sql`(${sql.join(terms.map(hasTerm), sql` or `)})`))
    .orderBy(conversationId, desc(many), desc(seq));
  const sought = terms.flatMap(({ word, forms }) => [word, ...forms]);
  return new Map(
    rows.map(({ id, seq: place, text }) => [id, { seq: place, pieces: snippetOf(text, sought) }]),
  );
}
