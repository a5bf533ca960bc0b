import { customType, timestamp } from 'drizzle-orm/pg-core';
import { storableJsonText } from '../../../domain/text/storable-text.ts';

export const time = () => timestamp({ withTimezone: true, mode: 'date' });
export const createdAt = () => time().notNull().defaultNow();
/** Only Postgres reads it. */
export const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });
export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** JSON writes what Postgres cannot hold as escapes, so it is cleaned where it is written. The client has parsed what is read. */
export const json = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => 'jsonb',
  toDriver: (value) => storableJsonText(JSON.stringify(value)),
});
