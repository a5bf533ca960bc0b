import { sql, type SQL } from 'drizzle-orm';
import type { Deadline } from '../../domain/assistant/modes/mode.ts';
import type { KeptEvidence } from '../../domain/assistant/evidence.ts';
import { siblingId, type ConversationId, type DraftId } from '../../domain/ids.ts';
import type { Citation } from '../../domain/message.ts';
import { storableJsonText } from '../../domain/text/storable-text.ts';
import type { Database } from '../connection/database.ts';
import { prepared } from '../connection/prepared.ts';
import { evidenceJson, insertEvidence } from './keep-evidence.ts';

/** An answer whose words no customer sees now. */
export interface UnsaidWords {
  conversationId: ConversationId;
  draftId: DraftId;
  text: string;
  citations: Citation[];
  evidence: KeptEvidence;
}

/** Of an answer that waits for an agent, while its draft is wanted. @returns false when it is not. */
export async function keepHeld(db: Database, held: UnsaidWords & { deadline: Deadline }): Promise<boolean> {
  const { deadline, ...words } = held;
  const rows = await insertHeld(db, { ...valuesOf(words), ms: deadline.ms, then: deadline.then });
  return rows.length > 0;
}

/** Of one that was drafted beside agents. @returns false when the conversation is gone. */
export async function keepShadow(db: Database, words: UnsaidWords): Promise<boolean> {
  return (await insertShadow(db, { ...valuesOf(words), ms: null, then: null })).length > 0;
}

const valuesOf = ({ conversationId, draftId, text, citations, evidence }: UnsaidWords) => ({
  ...{ conversationId, draftId, id: siblingId('msg', draftId), evidence: evidenceJson(evidence) },
  ...{ text, citations: storableJsonText(JSON.stringify(citations)) },
});

/** A later try of the same answer takes the place of an earlier one, until an agent has decided. */
const inserting = (name: string, { isShadow, where }: { isShadow: boolean; where: SQL }) =>
  prepared<Record<string, unknown>, { id: string }>(
    name,
    sql`
    with place as materialized (
      select id, project_id from conversations where id = ${sql.placeholder('conversationId')}::text and ${where}
    ), kept as (${insertEvidence(sql`place`)}
    )
    insert into unsaid_answers (answer_id, project_id, draft_id, is_shadow, text, citations, wait_ms, "then")
    select ${sql.placeholder('id')}::text, project_id, ${sql.placeholder('draftId')}::text, ${sql.raw(String(isShadow))},
      ${sql.placeholder('text')}::text, ${sql.placeholder('citations')}::text::jsonb,
      ${sql.placeholder('ms')}::int, ${sql.placeholder('then')}::text
    from place
    on conflict (answer_id) do update set text = excluded.text, citations = excluded.citations
      where unsaid_answers.decision is null
    returning answer_id as id`,
  );

const insertHeld = inserting('keep_held', {
  isShadow: false,
  where: sql`draft_id = ${sql.placeholder('draftId')}::text`,
});
const insertShadow = inserting('keep_shadow', { isShadow: true, where: sql`true` });
