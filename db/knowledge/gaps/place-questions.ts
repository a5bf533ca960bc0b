import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { siblingId, type GapId, type MessageId, type ProjectId } from '../../../domain/ids.ts';
import { groupQuestions, type GroupedQuestion } from '../../../domain/knowledge/gaps/group-questions.ts';
import type { Language } from '../../../domain/language/language.ts';
import type { Queryable } from '../../connection/database.ts';
import { notify } from '../../connection/feed.ts';
import { gapQuestions, gaps } from '../../schema/schema.ts';
import { UNANSWERED } from './unanswered.ts';

/** Questions that are compared. Older ones are what the docs were like then. */
const MOST_COMPARED = 5_000;
/** Of those without a group, at once; what is left is placed with the next question. */
const MOST_PLACED = 500;

/** By which terms a question is compared; null: no article answers it. */
export type ReadTerms = (question: string, language: Language | null) => string[] | null;

/**
 * Puts each of a project's unanswered questions to the gap that it is most like, once. A gap that was filled is open again
 * where somebody asks still; one that was dismissed stays so.
 * @returns how many were placed.
 */
export async function placeQuestions(
  db: Queryable,
  { projectId, read }: { projectId: ProjectId; read: ReadTerms },
): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('gaps'), hashtext(${projectId}))`);
    const fresh = await loadFresh(tx, projectId);
    if (fresh.length === 0) return 0;
    const rows = fresh.map(({ id, question, language }) => ({ id, terms: read(question, language) }));
    const asked = rows.flatMap(({ id, terms }) => (terms && terms.length > 0 ? [{ id, terms }] : []));
    const placed = groupQuestions(await loadKnown(tx, projectId), asked, firstOf);
    await write(tx, { projectId, rows, placed });
    return placed.length;
  });
}

/** The same first question makes the same gap. */
const firstOf = ({ id }: { id: MessageId }): GapId => siblingId('gap', id);

async function loadFresh(tx: Queryable, projectId: ProjectId) {
  const { rows } = await tx.execute<{ id: MessageId; question: string; language: Language | null }>(sql`
    select answers.message_id as id, answers.question, answers.language from answers
    where answers.project_id = ${projectId} and ${UNANSWERED} and answers.created_at > now() - interval '90 days'
      and not exists (select 1 from gap_questions where gap_questions.answer_id = answers.message_id)
    order by answers.created_at, answers.message_id limit ${MOST_PLACED}`);
  return rows;
}

async function loadKnown(tx: Queryable, projectId: ProjectId) {
  const rows = await tx
    .select({ id: gapQuestions.answerId, groupId: gapQuestions.gapId, terms: gapQuestions.terms })
    .from(gapQuestions)
    .where(and(eq(gapQuestions.projectId, projectId), isNotNull(gapQuestions.gapId)))
    .orderBy(sql`${gapQuestions.createdAt} desc, ${gapQuestions.answerId}`)
    .limit(MOST_COMPARED);
  return rows.flatMap(({ id, groupId, terms }) => (groupId ? [{ id, groupId, terms }] : []));
}

async function write(
  tx: Queryable,
  written: {
    projectId: ProjectId;
    rows: { id: MessageId; terms: string[] | null }[];
    placed: GroupedQuestion<MessageId, GapId>[];
  },
): Promise<void> {
  const { projectId, rows, placed } = written;
  const gapOf = new Map(placed.map(({ id, groupId }) => [id, groupId]));
  const ids = [...new Set(gapOf.values())];
  if (ids.length > 0)
    await tx
      .insert(gaps)
      .values(ids.map((id) => ({ id, projectId })))
      .onConflictDoUpdate({
        target: gaps.id,
        set: { state: sql`case when ${gaps.state} = 'filled' then 'open' else ${gaps.state} end` },
      });
  await tx
    .insert(gapQuestions)
    .values(
      rows.map(({ id, terms }) => ({
        ...{ answerId: id, projectId, gapId: gapOf.get(id) ?? null, terms: terms ?? [] },
      })),
    )
    .onConflictDoNothing();
  if (ids.length > 0) await notify(tx, { kind: 'gaps', projectId });
}
