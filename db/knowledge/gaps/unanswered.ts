import { sql } from 'drizzle-orm';

/** What the docs had no answer to, or none that was let through. A model that failed says nothing about the docs. */
export const UNANSWERED = sql.raw(`"answers"."outcome" in ('unknown', 'offered', 'escalated', 'withheld')`);

/** Whoever found what they looked for among the titles that were offered has their answer. */
export const STILL_UNANSWERED = sql.raw(`not ("answers"."outcome" = 'offered' and exists (
  select 1 from answers as later where later.conversation_id = answers.conversation_id
    and later.created_at > answers.created_at and later.outcome in ('answered', 'extractive')))`);
