import { sql } from 'drizzle-orm';
import { index, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core';
import type { AgentId, CustomerId, ProjectId, VisitorId } from '../../domain/ids.ts';
import type { BlockKind } from '../../domain/project/block.ts';
import type { SuppressionReason } from '../../domain/inbox/views.ts';
import { createdAt } from './columns.ts';
import { lexemesOfWho, whoIs } from './who-is.ts';
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
  (table) => [
    unique().on(table.projectId, table.email),
    unique().on(table.projectId, table.id),
    index('customers_parts').using('gin', whoIs(table).append(sql` gin_trgm_ops`)),
    index('customers_lexemes').using('gin', lexemesOfWho(table)),
  ],
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
    /** The network they last wrote from, of IPv6 the /64: what an agent may block. */
    network: text(),
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

/** Whom the team does not want to hear from. */
export const blocks = pgTable(
  'blocks',
  {
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    kind: text().$type<BlockKind>().notNull(),
    /** A visitor's id, a network, or a mail address folded as addresses are compared. */
    value: text().notNull(),
    blockedBy: text()
      .$type<AgentId>()
      .references(() => agents.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.projectId, table.kind, table.value] })],
);
