import { sql } from 'drizzle-orm';
import type { Database, Queryable } from '../../../db/connection/database.ts';
import type { AgentId, ProjectId } from '../../../domain/ids.ts';

/** A project that has been busy for some years: most of it is closed, some hundreds wait for somebody. */
export async function seedManyConversations(db: Database, of: Busy): Promise<void> {
  await db.transaction(async (tx) => {
    // What is made here is consistent; checking every row's ties would take a minute.
    await tx.execute(sql`set local session_replication_role = replica`);
    await seed(tx, of);
  });
  await db.execute(sql`analyze`);
}

interface Busy {
  projectId: ProjectId;
  agentId: AgentId;
  count: number;
}

async function seed(tx: Queryable, { projectId, agentId, count }: Busy): Promise<void> {
  const id = (prefix: string) => sql`${prefix}::text || '_' || lpad(n::text, 16, '0')`;
  await tx.execute(sql`insert into customers (id, project_id, email)
    select ${id('cus')}, ${projectId}::text, 'customer' || n || '@example.com' from generate_series(1, ${count}::int) n`);
  await tx.execute(sql`insert into conversations (id, project_id, customer_id, channel, status, handler_by, assignee_id, preview, subject, last_seq, revision, last_message_at, created_at)
    select ${id('cnv')}, ${projectId}::text, ${id('cus')}, 'email',
      case when n % 100 < 90 then 'closed' when n % 100 < 94 then 'waiting' else 'open' end,
      case when n % 100 < 97 then 'agent' else 'assistant' end,
      case when n % 100 in (93, 94) then ${agentId}::text end,
      'Where is my order ' || n || '?', 'Order ' || n, 1, 1,
      now() - (n * 7919 % ${count}::int) * interval '10 minutes', now() - interval '3 years'
    from generate_series(1, ${count}::int) n`);
  await tx.execute(sql`insert into messages (id, project_id, conversation_id, seq, revision, kind, channel, audience, author, text, created_at)
    select ${id('msg')}, ${projectId}::text, ${id('cnv')}, 1, 1, 'message', 'email', 'everyone', '{"by":"customer"}'::jsonb, 'Where is my order?', now()
    from generate_series(1, ${count}::int) n`);
  await tx.execute(sql`insert into reads (project_id, conversation_id, agent_id, seq)
    select ${projectId}::text, ${id('cnv')}, ${agentId}::text, 1 from generate_series(1, ${count}::int) n where n % 3 > 0`);
  await tx.execute(sql`insert into inbound_emails (id, project_id, conversation_id, provider_id, fingerprint, from_email, from_name, subject, reply_text, quoted_text, verdict, payload, quarantine)
    select ${id('eml')}, ${projectId}::text, ${id('cnv')}, 'provider ' || n, 'print ' || n, 'customer' || n || '@example.com', '', '', 'Where?', '', 'verified', '{}'::jsonb,
      case when n % 500 = 0 then 'no_match' end
    from generate_series(1, ${count}::int) n`);
}
