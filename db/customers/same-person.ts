import { sql, type SQL } from 'drizzle-orm';
import type { CustomerId, ProjectId } from '../../domain/ids.ts';
import { customers } from '../schema/schema.ts';

/** What the person is called whose row of `customers` is joined, or whoever they were merged into. */
export const nameOfPerson = sql<
  string | null
>`case when ${customers.mergedEnd} is null then ${customers.name} else
  coalesce((select one.name from customers as one where one.id = ${customers.mergedEnd}), ${customers.name}) end`;

/** The ids of all customers who are one person with this one. */
export const samePersonAs = (customerId: SQL): SQL =>
  sql`(select same.id from customers as same where same.one_id =
    (select one.one_id from customers as one where one.id = ${customerId}))`;

/** Who of a project has this address, as one id a person. */
export const personsAt = ({ projectId, email }: { projectId: ProjectId; email: string }): SQL<CustomerId> =>
  sql<CustomerId>`(
    select one.one_id from customers as one where one.project_id = ${projectId} and one.email = ${email}
    union
    select one.one_id from customer_addresses as further join customers as one on one.id = further.customer_id
    where one.project_id = ${projectId} and further.email = ${email})`;
