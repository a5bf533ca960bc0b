import { and, eq, inArray } from 'drizzle-orm';
import type { PassageId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { passages } from '../schema/schema.ts';

/** What passages say now, those that are still there. */
export async function passageTexts(
  db: Queryable,
  { projectId, ids }: { projectId: ProjectId; ids: PassageId[] },
): Promise<Map<PassageId, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: passages.id, text: passages.text })
    .from(passages)
    .where(and(eq(passages.projectId, projectId), inArray(passages.id, ids)));
  return new Map(rows.map(({ id, text }) => [id, text]));
}
