import { and, desc, eq, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { AgentId, ConversationId, EmailId, ProjectId } from '../../../domain/ids.ts';
import { previewOf } from '../../../domain/text/preview.ts';
import {
  QUARANTINE_PAGE,
  type QuarantinedMail,
  type QuarantinedMailDetail,
} from '../../../domain/mail/judging/quarantine.ts';
import type { Queryable } from '../../connection/database.ts';
import { notify } from '../../connection/feed.ts';
import type { InboundEmail } from './inbound-emails.ts';
import { listOverBudget } from './mails-over-budget.ts';
import { inboundEmails } from '../../schema/schema.ts';
import { shorten } from '../../../domain/text/shorten.ts';

interface Which {
  projectId: ProjectId;
  id: EmailId;
}

const one = ({ projectId, id }: Which) =>
  and(eq(inboundEmails.projectId, projectId), eq(inboundEmails.id, id), isNotNull(inboundEmails.quarantine));

/** A page, newest first, without the bodies. @param query.before the last mail of the page before it. */
export async function listQuarantine(
  db: Queryable,
  query: { projectId: ProjectId; ignored: boolean; before?: EmailId | null },
): Promise<QuarantinedMail[]> {
  const { quotedText: _quoted, ...columns } = mailColumns;
  const rows = await db
    .select({ ...columns, replyText: sql<string>`left(${inboundEmails.replyText}, 400)` })
    .from(inboundEmails)
    .where(
      and(
        eq(inboundEmails.projectId, query.projectId),
        isNotNull(inboundEmails.quarantine),
        query.ignored ? isNotNull(inboundEmails.ignoredAt) : isNull(inboundEmails.ignoredAt),
        query.before ? olderThan({ projectId: query.projectId, id: query.before }) : undefined,
      ),
    )
    .orderBy(desc(inboundEmails.receivedAt), desc(inboundEmails.id))
    .limit(QUARANTINE_PAGE);
  return rows.map(toMail);
}

/** By the row itself: a time that a browser brought back is cut to milliseconds, and mails of one moment would be passed over. */
const olderThan = ({ projectId, id }: Which) =>
  sql`(${inboundEmails.receivedAt}, ${inboundEmails.id}) < (
    select last.received_at, last.id from ${inboundEmails} last where last.id = ${id} and last.project_id = ${projectId})`;

export async function countQuarantine(db: Queryable, projectId: ProjectId): Promise<number> {
  return db.$count(
    inboundEmails,
    and(
      eq(inboundEmails.projectId, projectId),
      isNotNull(inboundEmails.quarantine),
      isNull(inboundEmails.ignoredAt),
    ),
  );
}

export async function findQuarantined(db: Queryable, which: Which): Promise<QuarantinedMailDetail | null> {
  const [row] = await db
    .select({ ...mailColumns, headers: sql<unknown>`${inboundEmails.payload}->'Headers'` })
    .from(inboundEmails)
    .where(one(which));
  if (!row) return null;
  return {
    ...toMail(row),
    recipients: row.recipients,
    text: [row.replyText, row.quotedText].filter(Boolean).join('\n\n'),
    headers: headersOf(row.headers),
    keysDisagree: row.keysDisagree,
    claims: row.conversationId,
    overBudget: row.quarantine === 'over_budget' ? await listOverBudget(db, row.id) : [],
  };
}

/**
 * Says where a mail belongs. It leaves the quarantine when that conversation has heard of it (`releaseEmail`).
 * @returns null when it is not in quarantine, or somebody is putting it elsewhere.
 */
export async function placeEmail(
  db: Queryable,
  which: Which & { conversationId: ConversationId; agentId: AgentId },
): Promise<InboundEmail | null> {
  const { conversationId, agentId } = which;
  const [row] = await db
    .update(inboundEmails)
    .set({ conversationId, placedBy: agentId, ignoredAt: null, ignoredBy: null })
    .where(
      and(one(which), or(isNull(inboundEmails.placedBy), eq(inboundEmails.conversationId, conversationId))),
    )
    .returning();
  return row ?? null;
}

export async function findMailInQuarantine(db: Queryable, which: Which): Promise<InboundEmail | null> {
  const [row] = await db.select().from(inboundEmails).where(one(which));
  return row ?? null;
}

export async function releaseEmail(db: Queryable, which: Which): Promise<void> {
  await db.update(inboundEmails).set({ quarantine: null, signalledAt: new Date() }).where(one(which));
  await notify(db, { kind: 'quarantine', projectId: which.projectId });
}

/** Sets a mail aside, or takes it back. @returns false when it is not in quarantine. */
export async function setIgnored(db: Queryable, which: Which & { by: AgentId | null }): Promise<boolean> {
  const rows = await db
    .update(inboundEmails)
    .set({ ignoredAt: which.by && new Date(), ignoredBy: which.by })
    .where(one(which))
    .returning({ id: inboundEmails.id });
  if (rows.length > 0) await notify(db, { kind: 'quarantine', projectId: which.projectId });
  return rows.length > 0;
}

const mailColumns = {
  id: inboundEmails.id,
  conversationId: inboundEmails.conversationId,
  fromEmail: inboundEmails.fromEmail,
  fromName: inboundEmails.fromName,
  subject: inboundEmails.subject,
  replyText: inboundEmails.replyText,
  quotedText: inboundEmails.quotedText,
  verdict: inboundEmails.verdict,
  quarantine: inboundEmails.quarantine,
  recipients: inboundEmails.recipients,
  keysDisagree: inboundEmails.keysDisagree,
  placedBy: inboundEmails.placedBy,
  more: inboundEmails.more,
  ignoredAt: inboundEmails.ignoredAt,
  receivedAt: inboundEmails.receivedAt,
};

type Row = Pick<InboundEmail, Exclude<keyof typeof mailColumns, 'quotedText'>>;

function toMail(row: Row): QuarantinedMail {
  return {
    id: row.id,
    from: { email: row.fromEmail, name: row.fromName },
    subject: row.subject,
    preview: previewOf(row.replyText),
    reason: row.quarantine ?? 'no_match',
    verdict: row.verdict,
    more: row.more,
    receivedAt: row.receivedAt.toISOString(),
    ignored: row.ignoredAt !== null,
    unfinished: row.placedBy !== null,
  };
}

const MAX_HEADERS = 300;
const MAX_HEADER = 4_000;

/** The stored JSON is a stranger's as far as this goes. */
function headersOf(stored: unknown): { name: string; value: string }[] {
  if (!Array.isArray(stored)) return [];
  return stored.slice(0, MAX_HEADERS).flatMap((each: unknown) => {
    if (!each || typeof each !== 'object' || !('Name' in each) || !('Value' in each)) return [];
    return { name: shorten(String(each.Name), 200), value: shorten(String(each.Value), MAX_HEADER) };
  });
}
