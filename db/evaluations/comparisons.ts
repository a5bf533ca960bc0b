import { and, count, desc, eq, isNull, ne, notInArray, sql } from 'drizzle-orm';
import type { ComparisonEnd, ComparisonStart, Difference } from '../../domain/evaluations/comparison.ts';
import type { TrialSettings } from '../../domain/evaluations/trial.ts';
import type { ComparisonId, ProjectId } from '../../domain/ids.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { comparisonQuestions, comparisons, projects } from '../schema/schema.ts';
import { listAskedQuestions } from './asked-questions.ts';

/** Those of a project that are kept: what is older says little about what customers ask now. */
const KEPT = 10;

/**
 * Begins one with the questions of this moment, once.
 * @returns `unwanted`: its project is gone, or nothing was asked in it; `busy`: another one goes on there.
 */
export function beginComparison(
  db: Database,
  { id, projectId, settings }: ComparisonStart,
): Promise<'begun' | 'busy' | 'unwanted'> {
  return db.transaction(async (tx) => {
    const here = and(eq(projects.id, projectId), isNull(projects.deletingAt));
    const found = await tx.select({ id: projects.id }).from(projects).where(here).for('no key update');
    if (found.length === 0) return 'unwanted';
    const [known] = await tx.select().from(comparisons).where(eq(comparisons.id, id));
    if (known) return known.projectId === projectId ? 'begun' : 'unwanted';
    const running = and(eq(comparisons.projectId, projectId), isNull(comparisons.endState));
    if ((await tx.$count(comparisons, running)) > 0) return 'busy';
    const asked = await listAskedQuestions(tx, projectId);
    if (asked.length === 0) return 'unwanted';
    await tx.insert(comparisons).values({ id, projectId, settings });
    await tx
      .insert(comparisonQuestions)
      .values(asked.map(({ answerId }, position) => ({ projectId, comparisonId: id, answerId, position })));
    await forgetOld(tx, { id, projectId });
    await notify(tx, { kind: 'evaluations', projectId });
    return 'begun';
  });
}

async function forgetOld(tx: Queryable, { id, projectId }: { id: ComparisonId; projectId: ProjectId }) {
  const newest = tx
    .select({ id: comparisons.id })
    .from(comparisons)
    .where(and(eq(comparisons.projectId, projectId), ne(comparisons.id, id)))
    .orderBy(desc(comparisons.createdAt), desc(comparisons.id))
    .limit(KEPT - 1);
  await tx
    .delete(comparisons)
    .where(
      and(eq(comparisons.projectId, projectId), ne(comparisons.id, id), notInArray(comparisons.id, newest)),
    );
}

/** Ends one that goes on. @returns false: there is no such one here that does. */
export async function endComparison(
  tx: Queryable,
  { id, projectId, end }: { id: ComparisonId; projectId?: ProjectId; end: ComparisonEnd },
): Promise<boolean> {
  const [ended] = await tx
    .update(comparisons)
    .set({ endState: end, endedAt: sql`now()` })
    .where(
      and(
        eq(comparisons.id, id),
        isNull(comparisons.endState),
        projectId && eq(comparisons.projectId, projectId),
      ),
    )
    .returning({ projectId: comparisons.projectId });
  if (ended) await notify(tx, { kind: 'evaluations', projectId: ended.projectId });
  return ended !== undefined;
}

/** One as a list shows it. */
export interface ComparisonRow {
  id: ComparisonId;
  settings: TrialSettings;
  at: string;
  /** Null: it goes on. */
  end: ComparisonEnd | null;
  /** How many questions it has, those that were erased since left out. */
  questions: number;
  /** How many of them have an answer on both sides, by how these differ. */
  differences: Partial<Record<Difference, number>>;
  asked: number;
  tokens: number;
  /** US dollars; null: the price of a model is not known. */
  cost: number | null;
}

/** Newest first. */
export async function listComparisons(db: Queryable, projectId: ProjectId): Promise<ComparisonRow[]> {
  const [rows, tallies] = await Promise.all([
    db
      .select()
      .from(comparisons)
      .where(eq(comparisons.projectId, projectId))
      .orderBy(desc(comparisons.createdAt), desc(comparisons.id))
      .limit(KEPT),
    tally(db, projectId),
  ]);
  return rows.map(({ id, settings, createdAt, endState }) => {
    const own = tallies.filter(({ comparisonId }) => comparisonId === id);
    const sumOf = (of: (each: (typeof own)[number]) => number) =>
      own.reduce((sum, each) => sum + of(each), 0);
    const differences = Object.fromEntries(
      own.flatMap(({ difference, questions }) => (difference ? [[difference, questions]] : [])),
    ) as ComparisonRow['differences'];
    return {
      ...{ id, settings, at: createdAt.toISOString(), end: endState, differences },
      questions: sumOf(({ questions }) => questions),
      asked: sumOf(({ difference, questions }) => (difference ? questions : 0)),
      tokens: sumOf(({ tokens }) => Number(tokens)),
      cost: own.some(({ unpriced }) => unpriced) ? null : sumOf(({ cost }) => cost),
    };
  });
}

function tally(db: Queryable, projectId: ProjectId) {
  const { comparisonId, difference, live, other } = comparisonQuestions;
  const sumOf = (part: string) =>
    sql`coalesce((${live}->>${part})::double precision, 0) + coalesce((${other}->>${part})::double precision, 0)`;
  return db
    .select({
      ...{ comparisonId, difference, questions: count() },
      tokens: sql<number>`sum(${sumOf('tokens')})`,
      cost: sql<number>`sum(${sumOf('cost')})`,
      unpriced: sql<boolean>`bool_or(${live}->'cost' = 'null'::jsonb or ${other}->'cost' = 'null'::jsonb)`,
    })
    .from(comparisonQuestions)
    .where(eq(comparisonQuestions.projectId, projectId))
    .groupBy(comparisonId, difference);
}
