import { and, eq, gt, inArray, ne, sql } from 'drizzle-orm';
import { BUDGETED, isBudgeted, type QuarantineReason } from '../../../domain/mail/judging/quarantine.ts';
import { splitAddress } from '../../../domain/mail/address/reply-address.ts';
import { storableJson } from '../../../domain/text/storable-text.ts';
import type { Database, Queryable } from '../../connection/database.ts';
import {
  findInboundEmail,
  storeInboundEmail,
  type ArrivedFile,
  type InboundEmail,
  type NewInboundEmail,
} from './inbound-emails.ts';
import { isWanted, keepShort } from './mails-over-budget.ts';
import { inboundEmails } from '../../schema/schema.ts';

/** More unknown mail than this from one domain within an hour is a flood: of what comes after, a line each is kept. */
const KEPT_AN_HOUR = 30;
const HOUR_MS = 3_600_000;

/**
 * Keeps a mail for the quarantine, unless its sender's domain filled it within the hour; then only who wrote what is kept.
 * Verified and unproven mail have budgets of their own, so that a forger cannot use up the one of whom they pose as.
 */
export async function quarantineWithinBudget(
  db: Database,
  arrived: NewInboundEmail & { quarantine: QuarantineReason },
  files: ArrivedFile[] = [],
): Promise<InboundEmail> {
  const email = storableJson(arrived);
  if (!isBudgeted(email.quarantine)) return storeInboundEmail(db, email, files);
  const domain = splitAddress(email.fromEmail).domain;
  const proven = email.verdict === 'verified';
  return db.transaction(async (tx) => {
    const bucket = JSON.stringify([email.projectId, domain, proven]);
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${bucket}, 0))`);
    const known = await findInboundEmail(tx, email);
    if (known) return known;
    const kept = await countKept(tx, { ...email, domain, proven });
    if (kept < KEPT_AN_HOUR || (await isWanted(tx, email.providerId)))
      return storeInboundEmail(tx, email, files);
    const hour = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS).toISOString();
    return keepShort(tx, email, { bucket, hour });
  });
}

async function countKept(
  tx: Queryable,
  of: NewInboundEmail & { domain: string; proven: boolean },
): Promise<number> {
  const [row] = await tx
    .select({ kept: sql<number>`count(*)::int` })
    .from(inboundEmails)
    .where(
      and(
        eq(inboundEmails.projectId, of.projectId),
        inArray(inboundEmails.quarantine, [...BUDGETED]),
        sql`split_part(${inboundEmails.fromEmail}, '@', 2) = ${of.domain}`,
        of.proven ? eq(inboundEmails.verdict, 'verified') : ne(inboundEmails.verdict, 'verified'),
        gt(inboundEmails.receivedAt, new Date(Date.now() - HOUR_MS)),
      ),
    );
  return row?.kept ?? 0;
}
