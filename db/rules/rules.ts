import { and, asc, eq, gt, sql } from 'drizzle-orm';
import type { ProjectId, RuleId } from '../../domain/ids.ts';
import type { Rule } from '../../domain/rules/rule.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { notify } from '../connection/feed.ts';
import { prepared } from '../connection/prepared.ts';
import { projects, rules } from '../schema/schema.ts';

type Place = { projectId: ProjectId; id: RuleId };

const here = ({ projectId, id }: Place) => and(eq(rules.projectId, projectId), eq(rules.id, id));
const columns = {
  id: rules.id,
  name: rules.name,
  isOn: rules.isOn,
  when: rules.when,
  conditions: rules.conditions,
  acts: rules.acts,
  position: rules.position,
};

/** In their order. Secrets and all: `withoutSecrets` before anybody sees them. */
export async function listRules(db: Queryable, projectId: ProjectId): Promise<Rule[]> {
  return db
    .select(columns)
    .from(rules)
    .where(eq(rules.projectId, projectId))
    .orderBy(asc(rules.position), asc(rules.id));
}

/** Those that run. */
export async function listRulesThatAreOn(db: Database, projectId: ProjectId): Promise<Rule[]> {
  return listOn(db, { projectId });
}

const listOn = prepared<{ projectId: ProjectId }, Rule>(
  'list_rules_on',
  sql`select id, name, is_on as "isOn", "when", conditions, acts, position from ${rules}
    where project_id = ${sql.placeholder('projectId')} and is_on order by position, id`,
);

const replying = sql`${rules.acts} @> '[{"does": "sendSavedReply"}]'::jsonb`;

/** Whether any of them sends a saved reply. */
export async function rulesReply(db: Queryable, projectId: ProjectId): Promise<boolean> {
  return (await db.$count(rules, and(eq(rules.projectId, projectId), rules.isOn, replying))) > 0;
}

/** The same, as a part of a statement about projects. */
export const rulesReplyHere = sql<boolean>`exists (select 1 from ${rules} where ${rules.projectId} = ${projects.id} and ${rules.isOn} and ${replying})`;

export async function findRule(db: Queryable, place: Place): Promise<Rule | null> {
  const [row] = await db.select(columns).from(rules).where(here(place));
  return row ?? null;
}

/** New ones are off and stand last; a change keeps both. @returns false when the id is another project's. */
export async function saveRule(
  tx: Queryable,
  { projectId, id, ...said }: Place & Pick<Rule, 'name' | 'when' | 'conditions' | 'acts'>,
): Promise<boolean> {
  const last = sql<number>`(select coalesce(max(position) + 1, 0) from rules where project_id = ${projectId})`;
  const rows = await tx
    .insert(rules)
    .values({ id, projectId, ...said, position: last })
    .onConflictDoUpdate({
      target: rules.id,
      set: { ...said, updatedAt: sql`now()` },
      setWhere: eq(rules.projectId, projectId),
    })
    .returning({ id: rules.id });
  if (rows.length > 0) await changed(tx, projectId);
  return rows.length > 0;
}

export async function switchRule(tx: Queryable, place: Place, isOn: boolean): Promise<void> {
  await tx
    .update(rules)
    .set({ isOn, updatedAt: sql`now()` })
    .where(here(place));
  await changed(tx, place.projectId);
}

/** To another place among the others, which close the gap. */
export async function moveRule(tx: Queryable, place: Place, to: number): Promise<void> {
  const all = (await listRules(tx, place.projectId)).map(({ id }) => id);
  const others = all.filter((id) => id !== place.id);
  others.splice(Math.min(to, others.length), 0, place.id);
  for (const [position, id] of others.entries())
    await tx
      .update(rules)
      .set({ position })
      .where(here({ ...place, id }));
  await changed(tx, place.projectId);
}

export async function deleteRule(tx: Queryable, place: Place): Promise<void> {
  const [gone] = await tx.delete(rules).where(here(place)).returning({ position: rules.position });
  if (!gone) return;
  const after = and(eq(rules.projectId, place.projectId), gt(rules.position, gone.position));
  await tx
    .update(rules)
    .set({ position: sql`${rules.position} - 1` })
    .where(after);
  await changed(tx, place.projectId);
}

/** Whoever looks at them sees it. */
const changed = (tx: Queryable, projectId: ProjectId) => notify(tx, { kind: 'rules', projectId });

/** One change of a project's rules at a time: their order is one. */
export async function lockRules(tx: Queryable, projectId: ProjectId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`rules ${projectId}`}))`);
}
