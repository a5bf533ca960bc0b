import { customers } from '../../../db/schema/schema.ts';
import { addAddress, changeCustomer, type CustomerChange } from '../../../db/customers/change-customer.ts';
import { findCustomer } from '../../../db/customers/find-customer.ts';
import { listCustomers } from '../../../db/customers/list-customers.ts';
import { mergeCustomers, unmergeCustomer } from '../../../db/customers/merge-customers.ts';
import type { Database } from '../../../db/connection/database.ts';
import { newId, type CustomerId } from '../../../domain/ids.ts';
import { anotherConversation } from '../../support/rows/another-conversation.ts';
import { insertMessage } from '../../support/rows/insert-message.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';

/** A project whose agents look after its customers, each with a conversation in which something was said. */
export async function knownCustomers(db: Database) {
  const { projectId, agentId } = await seedConversation(db);
  let minutes = 0;
  const wrote = async (customerId: CustomerId) => {
    const lastMessageAt = new Date(Date.UTC(2026, 0, 1, 12, ++minutes));
    const id = await anotherConversation(db, { projectId, customerId, lastMessageAt, lastSeq: 1 });
    await insertMessage(db, { projectId, conversationId: id, seq: 1 });
    return id;
  };
  const meet = async (email: string, row: Partial<typeof customers.$inferInsert> = {}) => {
    const id = newId('cus');
    await db.insert(customers).values({ id, projectId, email, ...row });
    return { id, conversationId: await wrote(id) };
  };
  const at = (id: CustomerId) => ({ projectId, id });
  return {
    ...{ projectId, agentId, wrote, meet },
    find: (id: CustomerId) => findCustomer(db, at(id)),
    list: (search = '', before: Parameters<typeof listCustomers>[1]['before'] = null) =>
      listCustomers(db, { projectId, search, before }),
    change: (id: CustomerId, change: CustomerChange) =>
      db.transaction((tx) => changeCustomer(tx, { ...at(id), change })),
    addAddress: (id: CustomerId, email: string) => addAddress(db, { ...at(id), email, by: agentId }),
    merge: (id: CustomerId, into: CustomerId) =>
      db.transaction((tx) => mergeCustomers(tx, { ...at(id), into, by: agentId })),
    unmerge: (id: CustomerId) => db.transaction((tx) => unmergeCustomer(tx, at(id))),
  };
}
