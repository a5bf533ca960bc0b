import { connect } from '../../../db/connection/database.ts';
import type { AgentId, ProjectId } from '../../../domain/ids.ts';
import { seedManyConversations } from '../../support/rows/many-conversations.ts';
import type { Ask } from '../load/database.ts';

/** Fills the project with conversations that rest: nine in ten are closed, the others wait for somebody. */
export async function addResting(databaseUrl: string, ask: Ask, count: number): Promise<void> {
  const [first] = await ask<{ projectId: ProjectId; agentId: AgentId }>(
    'select project_id as "projectId", agent_id as "agentId" from memberships limit 1',
  );
  if (!first) throw new Error('There is no project to fill.');
  const connection = connect(databaseUrl);
  try {
    await seedManyConversations(connection.db, { ...first, count });
  } finally {
    await connection.close();
  }
}

/** What `addResting` added, so that more can take its place. */
export async function removeResting(ask: Ask): Promise<void> {
  await ask(`delete from reads where conversation_id like 'cnv_000000%'`);
  await ask(`delete from inbound_emails where id like 'eml_000000%'`);
  await ask(`delete from messages where id like 'msg_000000%'`);
  await ask(`delete from conversations where id like 'cnv_000000%'`);
  await ask(`delete from customers where id like 'cus_000000%'`);
}
