import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { NOTHING_ERASED, sumOfErased, type Erased } from '../../domain/project/erasure.ts';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { forgetIdentities } from '../identity/forget-identities.ts';
import { personsAt } from '../customers/same-person.ts';
import { eraseShort } from '../mail/inbound/forget-short.ts';
import {
  blocks,
  conversations,
  customerAddresses,
  customers,
  inboundEmails,
  suppressions,
} from '../schema/schema.ts';
import { eraseConversations } from './erase-conversations.ts';
import { rememberErasures } from './erasures.ts';
import { eraseWordsElsewhere } from './erase-words-elsewhere.ts';
import { scrubAddress } from './scrub-address.ts';
import { showRewritten } from './show-rewritten.ts';

export interface Person {
  projectId: ProjectId;
  /** Lower case. */
  email: string;
  askedBy: AgentId | null;
}

/**
 * Deletes a customer: their conversations, what they wrote into other people's, mail of theirs that waits in quarantine, and
 * their addresses wherever else they stand.
 */
export async function erasePerson(tx: Queryable, person: Person): Promise<Erased> {
  const { projectId, askedBy } = person;
  const known = await customersOf(tx, person);
  const customerIds = known.map(({ id }) => id);
  const addresses = [...new Set([person.email, ...known.flatMap(({ emails }) => emails)])];
  const ids = await conversationsOf(tx, customerIds);
  await forgetIdentities(tx, { projectId, addresses, conversations: ids });
  const whole = await eraseConversations(tx, { projectId, ids, askedBy });
  const rest = await tx
    .delete(customers)
    .where(inArray(customers.id, customerIds))
    .returning({ id: customers.id });
  const waiting = await deleteQuarantined(tx, { projectId, addresses });
  const elsewhere = await eraseWordsElsewhere(tx, { projectId, addresses });
  await tx
    .delete(suppressions)
    .where(and(eq(suppressions.projectId, projectId), inArray(suppressions.email, addresses)));
  await tx
    .delete(blocks)
    .where(and(eq(blocks.projectId, projectId), eq(blocks.kind, 'sender'), inArray(blocks.value, addresses)));
  const mentioned: ConversationId[] = [];
  for (const address of addresses) mentioned.push(...(await scrubAddress(tx, { projectId, address })));
  const rewritten = [...new Set([...elsewhere.touched, ...mentioned])];
  for (const id of rewritten) await showRewritten(tx, id);
  const remembered = rewritten.map((conversationId) => ({
    conversationId,
    projectId,
    askedBy,
    kind: 'rewritten' as const,
  }));
  await rememberErasures(tx, remembered);
  return sumOfErased([
    whole,
    { ...NOTHING_ERASED, mails: waiting, customers: rest.length },
    { ...NOTHING_ERASED, ...elsewhere.erased },
  ]);
}

async function customersOf(tx: Queryable, { projectId, email }: Person) {
  const rows = await tx
    .select({ id: customers.id, email: customers.email, other: customerAddresses.email })
    .from(customers)
    .leftJoin(customerAddresses, eq(customerAddresses.customerId, customers.id))
    .where(inArray(customers.oneId, personsAt({ projectId, email })));
  const ids = [...new Set(rows.map(({ id }) => id))];
  return ids.map((id) => ({
    id,
    emails: rows
      .filter((row) => row.id === id)
      .flatMap((row) => [row.email, ...(row.other ? [row.other] : [])]),
  }));
}

async function conversationsOf(tx: Queryable, customerIds: (typeof customers.$inferSelect)['id'][]) {
  if (customerIds.length === 0) return [];
  const rows = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(inArray(conversations.customerId, customerIds));
  return rows.map(({ id }) => id);
}

async function deleteQuarantined(
  tx: Queryable,
  { projectId, addresses }: { projectId: ProjectId; addresses: string[] },
): Promise<number> {
  const gone = await tx
    .delete(inboundEmails)
    .where(
      and(
        eq(inboundEmails.projectId, projectId),
        isNull(inboundEmails.conversationId),
        inArray(sql`lower(${inboundEmails.fromEmail})`, addresses),
      ),
    )
    .returning({ id: inboundEmails.id });
  return gone.length + (await eraseShort(tx, { projectId, addresses }));
}
