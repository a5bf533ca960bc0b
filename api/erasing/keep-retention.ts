import type { Database } from '../../db/connection/database.ts';
import { eraseConversations } from '../../db/erasing/erase-conversations.ts';
import { forgetUnplaced } from '../../db/mail/inbound/unplaced-mails.ts';
import { dropRawMails, dropVisitors, listForgotten, listRetentions } from '../../db/erasing/retention.ts';
import type { ProjectId } from '../../domain/ids.ts';

const DAY_MS = 86_400_000;
/** Erased in one transaction: few enough that nobody waits for their locks. */
const AT_ONCE = 50;

/** As long as the provider keeps what they are about. */
const UNPLACED_DAYS = 45;

/** Removes what each project no longer keeps. */
export async function keepRetention(db: Database, now = Date.now()): Promise<void> {
  const daysAgo = (days: number) => new Date(now - days * DAY_MS);
  await forgetUnplaced(db, daysAgo(UNPLACED_DAYS));
  for (const { projectId, closedDays, rawMailDays, visitorDays } of await listRetentions(db)) {
    if (closedDays !== null) await eraseForgotten(db, { projectId, before: daysAgo(closedDays) });
    if (rawMailDays !== null) await dropRawMails(db, { projectId, before: daysAgo(rawMailDays) });
    if (visitorDays !== null) await dropVisitors(db, { projectId, before: daysAgo(visitorDays) });
  }
}

async function eraseForgotten(db: Database, old: { projectId: ProjectId; before: Date }): Promise<void> {
  for (;;) {
    const ids = await listForgotten(db, { ...old, limit: AT_ONCE });
    if (ids.length === 0) return;
    const { projectId } = old;
    await db.transaction((tx) => eraseConversations(tx, { projectId, ids, askedBy: null }));
  }
}
