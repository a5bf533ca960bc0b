import { getTableColumns, getTableName, sql, type Column } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { ERASED_ADDRESS } from '../../domain/project/erasure.ts';
import type { ConversationId, ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { tablesOfProjects } from './tables-of-projects.ts';

/** Its own address is not a customer's, and the team's are not either. */
const KEPT = new Set(['memberships', 'invitations', 'erasures', 'support_addresses']);

/**
 * Replaces an address wherever a row of the project still has it: as a reader in copy, in an event, in a frozen mail, in words
 * that quote it. Every table that belongs to a project is looked through, so that a new one cannot be forgotten.
 * @returns the conversations in which something changed.
 */
export async function scrubAddress(
  tx: Queryable,
  { projectId, address }: { projectId: ProjectId; address: string },
): Promise<ConversationId[]> {
  const touched = new Set<ConversationId>();
  for (const { table } of tablesOfProjects()) {
    if (KEPT.has(getTableName(table))) continue;
    for (const column of wordsOf(table)) {
      const rows = await scrubColumn(tx, { projectId, address, table, column });
      for (const id of rows) touched.add(id);
    }
  }
  return [...touched];
}

async function scrubColumn(
  tx: Queryable,
  at: { projectId: ProjectId; address: string; table: PgTable; column: Column },
): Promise<ConversationId[]> {
  const columns = getTableColumns(at.table);
  const type = sql.raw(at.column.getSQLType());
  const pattern = patternOf(at.address);
  const holder =
    columns['conversationId'] ?? (getTableName(at.table) === 'conversations' ? columns['id'] : null);
  const { rows } = await tx.execute<{ id: ConversationId | null }>(sql`
    update ${at.table}
    set ${sql.identifier(snake(at.column.name))} =
      regexp_replace(${at.column}::text, ${pattern}, ${ERASED_ADDRESS}, 'gi')::${type}
    where ${columns['projectId']} = ${at.projectId} and ${at.column}::text ~* ${pattern}
    returning ${holder ?? sql`null`} as id`);
  return rows.flatMap(({ id }) => id ?? []);
}

/** The address as a whole: `ana@x.example` is no part of `diana@x.example`. */
function patternOf(address: string): string {
  const literal = address.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return `(?<![a-z0-9._%+-])${literal}(?![a-z0-9-]|\\.[a-z0-9])`;
}

const WORDS = /^(text|jsonb|text\[\])$/;
const NO_WORDS = /(^id|Id|Hash|fingerprint|state|status|kind|channel|audience)$/;

const wordsOf = (table: PgTable): Column[] =>
  Object.values(getTableColumns(table)).filter(
    (column) => !column.primary && !NO_WORDS.test(column.name) && WORDS.test(column.getSQLType()),
  );

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
