import { and, inArray, isNotNull, or } from 'drizzle-orm';
import type { Queryable } from '../../connection/database.ts';
import { fetchedMails, inboundEmails, unplacedMails } from '../../schema/schema.ts';

/**
 * Those of the provider's ids that nobody has taken, neither by the webhook nor by fetching. A mail that is stored and whose
 * conversation never acknowledged it is among them.
 */
export async function listUnknownMails(db: Queryable, providerIds: string[]): Promise<string[]> {
  if (providerIds.length === 0) return [];
  const arrived = await db
    .select({ id: inboundEmails.providerId })
    .from(inboundEmails)
    .where(
      and(
        inArray(inboundEmails.providerId, providerIds),
        or(isNotNull(inboundEmails.quarantine), isNotNull(inboundEmails.signalledAt)),
      ),
    );
  const fetched = await db
    .select({ id: fetchedMails.providerId })
    .from(fetchedMails)
    .where(inArray(fetchedMails.providerId, providerIds));
  const unplaced = await db
    .select({ id: unplacedMails.providerId })
    .from(unplacedMails)
    .where(inArray(unplacedMails.providerId, providerIds));
  const known = new Set([...arrived, ...fetched, ...unplaced].map(({ id }) => id));
  return providerIds.filter((id) => !known.has(id));
}

export async function recordFetchedMail(db: Queryable, providerId: string, result: string): Promise<void> {
  await db.insert(fetchedMails).values({ providerId, result }).onConflictDoNothing();
}
