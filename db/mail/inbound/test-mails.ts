import { and, desc, eq, isNull } from 'drizzle-orm';
import type { ProjectId, TestMailId } from '../../../domain/ids.ts';
import type { SenderVerdict } from '../../../domain/message.ts';
import type { Queryable } from '../../connection/database.ts';
import { testMails } from '../../schema/schema.ts';

export type TestMail = typeof testMails.$inferSelect;

export async function recordTestMail(
  db: Queryable,
  mail: { id: TestMailId; projectId: ProjectId; sentAt: Date },
): Promise<void> {
  await db.insert(testMails).values(mail);
}

export async function failTestMail(db: Queryable, id: TestMailId, failure: string): Promise<void> {
  await db.update(testMails).set({ failure }).where(eq(testMails.id, id));
}

/** The first arrival counts. */
export async function markTestMailArrived(
  db: Queryable,
  arrival: { id: TestMailId; at: Date; verdict: SenderVerdict },
): Promise<void> {
  await db
    .update(testMails)
    .set({ arrivedAt: arrival.at, verdict: arrival.verdict })
    .where(and(eq(testMails.id, arrival.id), isNull(testMails.arrivedAt)));
}

export async function findNewestTestMail(db: Queryable, projectId: ProjectId): Promise<TestMail | null> {
  const [row] = await db
    .select()
    .from(testMails)
    .where(eq(testMails.projectId, projectId))
    .orderBy(desc(testMails.sentAt), desc(testMails.id))
    .limit(1);
  return row ?? null;
}
