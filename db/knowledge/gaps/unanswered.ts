import { sql } from 'drizzle-orm';
import { HEAVY_EDIT } from '../../../domain/assistant/modes/agreement.ts';

/**
 * What the docs had no answer to, or none that was let through: by the gate, or by an agent who rejected it or wrote
 * another one in its place. A model that failed says nothing about the docs.
 */
export const UNANSWERED = sql.raw(`("answers"."outcome" in ('unknown', 'offered', 'escalated', 'withheld')
  or exists (select 1 from unsaid_answers as unsaid where unsaid.answer_id = "answers"."message_id"
    and (unsaid.decision = 'rejected' or (unsaid.decision = 'edited' and unsaid.likeness < ${HEAVY_EDIT}))))`);

/** Whoever found what they looked for among the titles that were offered has their answer. */
export const STILL_UNANSWERED = sql.raw(`not ("answers"."outcome" = 'offered' and exists (
  select 1 from answers as later where later.conversation_id = answers.conversation_id
    and later.created_at > answers.created_at and later.outcome in ('answered', 'extractive')))`);
