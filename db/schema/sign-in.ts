import { boolean, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import type { AgentId } from '../../domain/ids.ts';
import { createdAt, time } from './base/columns.ts';
import { agents } from './base/team.ts';

/** An agent's authenticator and recovery codes, both encrypted with the installation's SESSION_SECRET; one at most. */
export const secondSteps = pgTable('second_steps', {
  id: text().primaryKey(),
  userId: text()
    .$type<AgentId>()
    .notNull()
    .unique()
    .references(() => agents.id, { onDelete: 'cascade' }),
  secret: text().notNull(),
  backupCodes: text().notNull(),
  /** False until a first code proved that the authenticator works. */
  verified: boolean().notNull().default(false),
  failedVerificationCount: integer().notNull().default(0),
  lockedUntil: time(),
});

/** The public half of each passkey; the other never leaves its owner's device. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: text().primaryKey(),
    userId: text()
      .$type<AgentId>()
      .notNull()
      .references(() => agents.id, { onDelete: 'cascade' }),
    name: text(),
    credentialID: text('credential_id').notNull().unique(),
    publicKey: text().notNull(),
    counter: integer().notNull(),
    deviceType: text().notNull(),
    backedUp: boolean().notNull(),
    transports: text(),
    aaguid: text(),
    createdAt: createdAt(),
  },
  (table) => [index().on(table.userId)],
);
