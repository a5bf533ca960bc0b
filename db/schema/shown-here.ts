import { and, eq, isNull, sql, type SQL } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { MessageId } from '../../domain/ids.ts';
import { messages } from './schema.ts';

/** Leaves out what was split off into another conversation, and copies that were withdrawn. */
export const shownHere = and(eq(messages.withdrawn, false), isNull(messages.movedTo));

/** The message as it was first said: deliveries and an agent's files belong to that one, also in a copy. */
export const firstSaid: SQL<MessageId> = sql`coalesce(${messages.originId}, ${messages.id})`;

/** To be joined by `firstSaid`. */
export const original = alias(messages, 'original');
