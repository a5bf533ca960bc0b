import { and, asc, eq, ilike, inArray, isNull, ne, not, or, sql, type SQL } from 'drizzle-orm';
import { newId, type CustomerId, type ProjectId } from '../../domain/ids.ts';
import type { Batch } from '../../domain/conversation/batch.ts';
import type { Queryable } from '../connection/database.ts';
import { customerAddresses, customers, inboundEmails, messages } from '../schema/schema.ts';

/** The project's customer of this address. A name that is known already stays. */
export async function keepCustomer(
  tx: Queryable,
  { projectId, email, name }: { projectId: ProjectId; email: string; name: string },
): Promise<CustomerId | null> {
  const [row] = await tx
    .insert(customers)
    .values({ id: newId('cus'), projectId, email, name: name || null, ...knownAs({ projectId, email }) })
    .onConflictDoUpdate({
      target: [customers.projectId, customers.email],
      set: {
        name: sql`case when ${customers.nameTyped} then ${customers.name} else coalesce(${customers.name}, excluded.name) end`,
      },
    })
    .returning({ id: customers.id });
  return row?.id ?? null;
}

/** Somebody whose further address this is, because an agent said so, is the same person. */
function knownAs(of: { projectId: ProjectId; email: string }) {
  const known = (column: SQL) => sql<CustomerId>`(
    select ${column} from ${customerAddresses} as further join ${customers} as one on one.id = further.customer_id
    where one.project_id = ${of.projectId} and further.email = ${of.email} order by further.created_at limit 1)`;
  return { mergedInto: known(sql`one.id`), mergedEnd: known(sql`one.one_id`) };
}

/**
 * Takes a customer's name from the header of a mail of their own address, or from the mail that named them, as long as
 * nobody gave them one.
 */
export async function learnName(tx: Queryable, batch: Batch, customerId: CustomerId): Promise<void> {
  const mails = batch.entries.flatMap(({ emailId, author }) => (author.by === 'customer' && emailId) || []);
  if (mails.length > 0) {
    const own = and(eq(inboundEmails.fromEmail, customers.email), ne(inboundEmails.fromName, ''));
    await setName(
      tx,
      customerId,
      sql`select from_name from inbound_emails
      where ${and(inArray(inboundEmails.id, mails), own)} order by received_at desc limit 1`,
    );
  }
  for (const { event } of batch.entries) {
    if (event?.kind !== 'customerChosen') continue;
    await setName(
      tx,
      customerId,
      sql`select nullif(answer_to->>'name', '') from inbound_emails
      join messages on ${eq(messages.emailId, inboundEmails.id)}
      where ${eq(messages.id, event.messageId)} and answer_to->>'email' = ${customers.email}`,
    );
  }
}

async function setName(tx: Queryable, id: CustomerId, name: ReturnType<typeof sql>): Promise<void> {
  await tx
    .update(customers)
    .set({ name: sql`(${name})` })
    .where(and(eq(customers.id, id), isNull(customers.name), not(customers.nameTyped)));
}

/** As many as a list below a field shows at once. */
const MAX_FOUND = 8;

/** Addresses of a project's customers, by how they or their names begin. */
export async function findAddresses(
  db: Queryable,
  { projectId, typed }: { projectId: ProjectId; typed: string },
): Promise<{ email: string; name: string | null }[]> {
  const words = typed.replace(/[\\%_]/g, '\\$&');
  return db
    .select({ email: customers.email, name: customers.name })
    .from(customers)
    .where(
      and(
        eq(customers.projectId, projectId),
        or(
          ilike(customers.email, `${words}%`),
          ilike(customers.name, `${words}%`),
          ilike(customers.name, `% ${words}%`),
        ),
      ),
    )
    .orderBy(asc(customers.email))
    .limit(MAX_FOUND);
}
