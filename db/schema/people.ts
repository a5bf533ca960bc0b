import { pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { AgentId, CustomerId, ProjectId, VisitorId } from '../../domain/ids.ts';
import type { SuppressionReason } from '../../domain/views.ts';
import { createdAt } from './columns.ts';
import { agents, projects } from './team.ts';

export const customers = pgTable(
  'customers',
  {
    id: text().$type<CustomerId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Lower case. */
    email: text().notNull(),
    name: text(),
    createdAt: createdAt(),
  },
  (table) => [unique().on(table.projectId, table.email), unique().on(table.projectId, table.id)],
);

/** Further addresses of a customer, each because an agent said so. */
export const customerAddresses = pgTable(
  'customer_addresses',
  {
    customerId: text()
      .$type<CustomerId>()
      .notNull()
      .references(() => customers.id, { onDelete: 'cascade' }),
    /** Folded as mail addresses are compared. */
    email: text().notNull(),
    confirmedBy: text()
      .$type<AgentId>()
      .references(() => agents.id),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.customerId, table.email] })],
);

export const visitors = pgTable(
  'visitors',
  {
    id: text().$type<VisitorId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** SHA-256 of the 256-bit session token, in hex. */
    tokenHash: text().notNull().unique(),
    createdAt: createdAt(),
    lastSeenAt: createdAt(),
  },
  (table) => [unique().on(table.projectId, table.id)],
);

/** Addresses that get no mail until an agent says so. */
export const suppressions = pgTable(
  'suppressions',
  {
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Lower case. */
    email: text().notNull(),
    reason: text().$type<SuppressionReason>().notNull(),
    /** The provider's words. */
    detail: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.email] })],
);
