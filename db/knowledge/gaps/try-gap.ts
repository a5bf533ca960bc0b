import { and, asc, eq, sql } from 'drizzle-orm';
import type { GapId, MessageId } from '../../../domain/ids.ts';
import type { Queryable } from '../../connection/database.ts';
import { notify } from '../../connection/feed.ts';
import { answers, gapQuestions, gaps, projects } from '../../schema/schema.ts';

/** What it takes to ask a gap's questions again. @returns null: there is no such gap. */
export async function loadGapToTry(db: Queryable, gapId: GapId) {
  const [project] = await db
    .select({
      ...{ id: projects.id, name: projects.name, model: projects.model, systemPrompt: projects.systemPrompt },
      ...{
        linkHosts: projects.linkHosts,
        modelPrice: projects.modelPrice,
        docsRevision: projects.docsRevision,
      },
    })
    .from(gaps)
    .innerJoin(projects, eq(projects.id, gaps.projectId))
    .where(eq(gaps.id, gapId));
  if (!project) return null;
  const questions = await db
    .select({ id: gapQuestions.answerId, text: answers.question })
    .from(gapQuestions)
    .innerJoin(answers, eq(answers.messageId, gapQuestions.answerId))
    .where(eq(gapQuestions.gapId, gapId))
    .orderBy(asc(answers.createdAt), asc(answers.messageId));
  return { project, questions };
}

/** Writes down which of a gap's questions have an answer now. Doing it twice changes nothing. */
export async function recordTried(
  db: Queryable,
  { gapId, answered, unanswered }: { gapId: GapId; answered: MessageId[]; unanswered: MessageId[] },
): Promise<void> {
  await db.transaction(async (tx) => {
    for (const [ids, answeredNow] of [
      [answered, true],
      [unanswered, false],
    ] as const)
      await tx
        .update(gapQuestions)
        .set({ answeredNow })
        .where(
          and(eq(gapQuestions.gapId, gapId), sql`${gapQuestions.answerId} = any(${sql.param(ids)}::text[])`),
        );
    const [gap] = await tx
      .update(gaps)
      .set({ tryingSince: null, triedAt: sql`now()` })
      .where(eq(gaps.id, gapId))
      .returning({ projectId: gaps.projectId });
    if (gap) await notify(tx, { kind: 'gaps', projectId: gap.projectId });
  });
}
