import { sql, type SQL } from 'drizzle-orm';
import type { KeptEvidence } from '../../domain/assistant/evidence.ts';
import { siblingId, type ConversationId, type DraftId } from '../../domain/ids.ts';
import { storableJsonText } from '../../domain/text/storable-text.ts';
import type { Database } from '../connection/database.ts';
import { prepared } from '../connection/prepared.ts';

/** Of the evidence as JSON, and their types. */
const PARTS = {
  question: 'text',
  question_id: 'text',
  language: 'text',
  outcome: 'text',
  reason: 'text',
  passages: 'jsonb',
  articles: 'text[]',
  cited: 'text[]',
  model: 'text',
  prompt_version: 'text',
  findings: 'jsonb',
  tries: 'int',
  attempts: 'int',
  tokens_in: 'int',
  tokens_out: 'int',
  cost: 'double precision',
  milliseconds: 'int',
};

const NAMES = Object.keys(PARTS);
const list = (of: (name: string) => string) => sql.raw(NAMES.map(of).join(', '));

/**
 * Inserts an answer's row for `draft`, a relation with the conversation's `id` and `project_id`: none, one row. A later try
 * of the same answer takes the place of an earlier one.
 */
export const insertEvidence = (draft: SQL): SQL => sql`
  insert into answers (message_id, project_id, conversation_id, ${list((name) => name)})
  select ${sql.placeholder('id')}::text, draft.project_id, draft.id, ${list((name) => `given.${name}`)}
  from ${draft} as draft cross join jsonb_to_record(${sql.placeholder('evidence')}::text::jsonb)
    as given(${list((name) => `${name} ${PARTS[name as keyof typeof PARTS]}`)})
  where ${sql.placeholder('evidence')}::text is not null
  on conflict (message_id) do update set ${list((name) => `${name} = excluded.${name}`)}`;

/** As the statement takes it. */
export function evidenceJson(evidence: KeptEvidence | null): string | null {
  if (!evidence) return null;
  const { questionId, promptVersion, tokens, ...rest } = evidence;
  const articles = [...new Set(rest.passages.map(({ articleId }) => articleId))];
  return storableJsonText(
    JSON.stringify({
      ...{ ...rest, articles, question_id: questionId, prompt_version: promptVersion },
      ...{ tokens_in: tokens.in, tokens_out: tokens.out },
    }),
  );
}

/** Of a question that gets no words: what was found of it is kept all the same, while its draft is wanted. */
export async function keepUnsaid(
  db: Database,
  unsaid: { conversationId: ConversationId; draftId: DraftId; evidence: KeptEvidence },
): Promise<void> {
  const { conversationId, draftId, evidence } = unsaid;
  const id = siblingId('msg', draftId);
  await insertUnsaid(db, { id, conversationId, draftId, evidence: evidenceJson(evidence) });
}

const insertUnsaid = prepared<Record<string, unknown>, Record<string, never>>(
  'keep_unsaid',
  insertEvidence(sql`(
    select id, project_id from conversations
    where id = ${sql.placeholder('conversationId')}::text and draft_id = ${sql.placeholder('draftId')}::text
  )`),
);
