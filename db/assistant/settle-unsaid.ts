import { and, eq, inArray, isNull } from 'drizzle-orm';
import { likenessOf } from '../../domain/assistant/modes/agreement.ts';
import type { Entry } from '../../domain/conversation/entry.ts';
import type { DraftId } from '../../domain/ids.ts';
import type { Citation } from '../../domain/message.ts';
import type { Queryable } from '../connection/database.ts';
import { unsaidAnswers } from '../schema/schema.ts';

/** What of a message lies with the answer that it lets out. */
export interface LetOut {
  text: string;
  citations: Citation[];
}

/** The words of the answers that some of these entries let out, by their drafts. */
export async function wordsLetOut(tx: Queryable, entries: Entry[]): Promise<Map<DraftId, LetOut>> {
  const ids = entries.flatMap(({ answerOf }) => answerOf ?? []);
  if (ids.length === 0) return new Map();
  const { draftId, text, citations } = unsaidAnswers;
  const rows = await tx.select({ draftId, text, citations }).from(unsaidAnswers).where(inArray(draftId, ids));
  return new Map(rows.map(({ draftId: id, ...words }) => [id, words]));
}

/** What became of answers that waited for an agent, and what was sent in their place: once. */
export async function settleUnsaid(tx: Queryable, fresh: Entry[]): Promise<void> {
  for (const entry of fresh) {
    if (entry.event?.kind === 'answerDecided') await decide(tx, entry.event, entry.at);
    if (entry.edits) await keepEdit(tx, entry.edits, entry);
  }
}

async function decide(
  tx: Queryable,
  { draftId, decision, agentId }: Extract<Entry['event'], { kind: 'answerDecided' }>,
  at: string,
): Promise<void> {
  await tx
    .update(unsaidAnswers)
    .set({ decision, decidedBy: agentId, decidedAt: new Date(at) })
    .where(and(eq(unsaidAnswers.draftId, draftId), isNull(unsaidAnswers.decision)));
}

async function keepEdit(tx: Queryable, draftId: DraftId, { id, text }: Entry): Promise<void> {
  const ofDraft = eq(unsaidAnswers.draftId, draftId);
  const [draft] = await tx.select({ text: unsaidAnswers.text }).from(unsaidAnswers).where(ofDraft);
  if (!draft) return;
  await tx
    .update(unsaidAnswers)
    .set({ replyId: id, likeness: likenessOf(draft.text, text) })
    .where(and(ofDraft, eq(unsaidAnswers.decision, 'edited')));
}
