import { sql } from 'drizzle-orm';
import type { Database } from '../../../db/connection/database.ts';

/** A database that will never take a message with this word in it, nor one of these conversations. */
export async function refuseMessages(
  db: Database,
  { word, conversations = [] }: { word: string; conversations?: string[] },
): Promise<{ stop(): Promise<void> }> {
  const list = `'{${conversations.join(',')}}'::text[]`;
  await db.execute(sql`
    create or replace function refuse_message() returns trigger language plpgsql as ${sql.raw(`$$
    begin
      if new.text like '%${word}%' or new.conversation_id = any(${list}) then
        raise exception 'this message is refused';
      end if;
      return new;
    end $$`)}`);
  await db.execute(sql`
    create or replace trigger refuse_message before insert on messages for each row execute function refuse_message()`);
  return { stop: async () => void (await db.execute(sql`drop trigger refuse_message on messages`)) };
}
