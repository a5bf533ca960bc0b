import { sql } from 'drizzle-orm';
import {
  boolean,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core';
import type { AttributeType, AttributeValues } from '../../../domain/customers/attribute.ts';
import type { AgentId, AttributeId, CustomerId, ProjectId, VisitorId } from '../../../domain/ids.ts';
import type { BlockKind } from '../../../domain/project/block.ts';
import type { SuppressionReason } from '../../../domain/inbox/views.ts';
import { createdAt, json, time } from './columns.ts';
import { agents, projects } from './team.ts';
import { folded, reachedAt, valuesOf } from './reached-at.ts';
import { lexemesOfWho, whoIs } from './who-is.ts';

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
    /** What mails say about the name changes nothing any more. */
    nameTyped: boolean().notNull().default(false),
    phone: text(),
    company: text(),
    /** What the team knows about them besides. */
    about: text().notNull().default(''),
    /** By the keys of `customer_attributes`. */
    attributes: json().$type<AttributeValues>().notNull().default({}),
    /**
     * The customer this one turned out to be. Its conversations stay with it, so that each is answered where its customer
     * wrote from, and undoing the merge is this row alone.
     */
    mergedInto: text()
      .$type<CustomerId>()
      .references((): AnyPgColumn => customers.id, { onDelete: 'set null' }),
    mergedBy: text()
      .$type<AgentId>()
      .references(() => agents.id, { onDelete: 'set null' }),
    mergedAt: time(),
    /** Where a chain of merges ends; null: here. */
    mergedEnd: text()
      .$type<CustomerId>()
      .references((): AnyPgColumn => customers.id, { onDelete: 'set null' }),
    /** All rows with the same one are one person. */
    oneId: text()
      .$type<CustomerId>()
      .notNull()
      .generatedAlwaysAs(sql`coalesce(merged_end, id)`),
    createdAt: createdAt(),
  },
  (table) => [
    unique().on(table.projectId, table.email),
    unique().on(table.projectId, table.id),
    index().on(table.oneId),
    index().on(table.mergedInto),
    index().on(table.mergedEnd),
    index('customers_parts').using('gin', whoIs(table).append(sql` gin_trgm_ops`)),
    index('customers_lexemes').using('gin', lexemesOfWho(table)),
    index('customers_values').using('gin', valuesOf(table).append(sql` gin_trgm_ops`)),
    index('customers_reached').using('gin', reachedAt(table).append(sql` gin_trgm_ops`)),
  ],
);

/** What an admin wants to be known about customers. */
export const customerAttributes = pgTable(
  'customer_attributes',
  {
    id: text().$type<AttributeId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** Under which customers' rows have its values; never changed. */
    key: text().notNull(),
    label: text().notNull(),
    type: text().$type<AttributeType>().notNull(),
    /** Of a choice; empty for other types. */
    choices: text().array().notNull().default([]),
    place: integer().notNull(),
  },
  (table) => [unique().on(table.projectId, table.key)],
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
  (table) => [
    primaryKey({ columns: [table.customerId, table.email] }),
    index('customer_addresses_parts').using('gin', folded(table.email).append(sql` gin_trgm_ops`)),
    index().on(table.email),
  ],
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
