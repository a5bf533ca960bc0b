import { sql } from 'drizzle-orm';
import type { Database } from '../../../db/connection/database.ts';
import { addMember, ensureFirstProject } from '../../../db/project/projects.ts';
import { agents } from '../../../db/schema/schema.ts';
import { newId, type AgentId, type ProjectId } from '../../../domain/ids.ts';
import { seedManyConversations } from '../../support/rows/many-conversations.ts';

const CONVERSATIONS = 50_000;
const MESSAGES_EACH = 10;

/** A busy project: every conversation with ten messages, whose words come as often as words do, some in half of all messages and most in few. */
export async function seedInbox(db: Database): Promise<{ projectId: ProjectId; agentId: AgentId }> {
  const agentId: AgentId = newId('agt');
  const { id: projectId } = await ensureFirstProject(db, 'support@example.test');
  await db.insert(agents).values({ id: agentId, name: 'Ana', email: 'ana@example.com' });
  await addMember(db, { projectId, agentId, role: 'agent' });
  await seedManyConversations(db, { projectId, agentId, count: CONVERSATIONS });
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`set local maintenance_work_mem = '512MB'`);
    await tx.execute(sql`select setseed(0.5)`);
    await tx.execute(
      sql`update customers set name = (array['Ingrid','Nadia','Grace','Lars','Mei','Ruth','Emil','Chiara'])[1 + length(email) % 8] || ' ' || initcap(${wordOf(sql`hashtext(email)::bigint & 4095`)})`,
    );
    await tx.execute(sql`update messages set text = ${sentence(sql`conversation_id`)}`);
    await tx.execute(sql`insert into messages (id, project_id, conversation_id, seq, revision, kind, channel, audience, author, text, created_at)
      select 'msg_x' || lpad((n * 100 + seq)::text, 15, '0'), ${projectId}, 'cnv_' || lpad(n::text, 16, '0'), seq, seq, 'message', 'email', 'everyone',
        case when seq % 2 = 1 then '{"by":"customer"}'::jsonb else jsonb_build_object('by', 'agent', 'agentId', ${agentId}::text) end,
        ${sentence(sql`n::text || seq`)}, now()
      from generate_series(1, ${CONVERSATIONS}::int) n, generate_series(2, ${MESSAGES_EACH}::int) seq`);
    await tx.execute(sql`update conversations set last_seq = ${MESSAGES_EACH}::int`);
    await indexWords(tx);
  });
  await db.execute(sql`vacuum analyze`);
  return { projectId, agentId };
}

/** Built anew, which takes a tenth of the time that adding to it does. */
async function indexWords(tx: Pick<Database, 'execute'>): Promise<void> {
  const { rows } = await tx.execute<{ name: string; made: string }>(
    sql`select indexname as name, indexdef as made from pg_indexes where tablename = 'searchable_words' and indexdef like '%gin%'`,
  );
  for (const { name } of rows) await tx.execute(sql`drop index ${sql.identifier(name)}`);
  await tx.execute(sql`truncate searchable_words`);
  await tx.execute(sql`insert into searchable_words (project_id, conversation_id, seq, words)
    select project_id, conversation_id, seq, search_fold(text) from messages
    union all select project_id, id, 0, search_fold(subject) from conversations`);
  for (const { made } of rows) await tx.execute(sql.raw(made));
}

/** One of four thousand words that can be spoken, by its number. */
const wordOf = (number: ReturnType<typeof sql>) =>
  sql`(array['ba','de','fi','go','lu','mar','nes','pol'])[1 + (${number} & 7)] || (array['ran','tel','vik','sor','mun','kat','lin','dop'])[1 + ((${number} >> 3) & 7)]
    || (array['','er','ing','ta','mo','sel','ric','on'])[1 + ((${number} >> 6) & 7)] || (array['','a','s','en','ix','um','ot','ya'])[1 + ((${number} >> 9) & 7)]`;

const sentence = (of: ReturnType<typeof sql>) => sql`(select string_agg(case n
    when 3 then (array['order','refund','lamp','shade','parcel','invoice','broken','please'])[(1 + floor(8 * random() ^ 3))::int]
    when 7 then case when random() < 0.1 then '#' || (30000 + floor(random() * 60000))::int else 'and' end
    when 11 then (array['Lampenschirm','返品','warehouse','Rückgabe','wholesale'])[(1 + floor(400 * random()))::int]
    else (select ${wordOf(sql`pick.number`)} from (select floor(4096 * random() ^ 4)::bigint + 0 * n as number) as pick) end, ' ')
  from generate_series(1, 18 + length(${of}) % 12) n)`;
