import { newId } from '../../../domain/ids.ts';
import type { BenchServers } from '../bench-servers.ts';
import { askingChild, endChild, startChild } from './child.ts';
import type { Ask } from './database.ts';
import type { Asked } from './floor-client.ts';
import type { Side } from './side.ts';

/** What the product stands on, alone: its own client and worker, on the same Temporal and Postgres, asking the same model. */
export async function startFloor(servers: BenchServers, modelUrl: string, database: Ask): Promise<Side> {
  const { databaseUrl, temporalAddress } = servers;
  await database(
    'create table if not exists floor_messages (id text primary key, conversation text, text text)',
  );
  await database('create index if not exists floor_conversations on floor_messages (conversation)');
  const worker = await startChild('./floor-worker.ts', [temporalAddress, databaseUrl, modelUrl]);
  const client = await startChild('./floor-client.ts', [temporalAddress]);
  const ask = askingChild<Request<Asked>>(client);
  return {
    begin: async (road, visitors) => {
      const begun = Array.from({ length: visitors }, () => ask({ does: 'begin', answers: road === 'turn' }));
      return (await Promise.all(begun)).map((conversation) => ({
        conversation: String(conversation),
        workflowId: String(conversation),
        say: async (text) =>
          Number(
            await ask({ does: 'say', said: { id: newId('msg'), conversation: String(conversation), text } }),
          ),
      }));
    },
    recorded: recordedInFloor(database),
    processes: () => ({ client: [client.pid ?? 0], worker: [worker.pid ?? 0] }),
    stop: async () => void (await Promise.all([endChild(worker), endChild(client)])),
  };
}

type Request<Each> = Each extends { call: number } ? Omit<Each, 'call'> : never;

export const recordedInFloor =
  (database: Ask): Side['recorded'] =>
  async (road, speakers) => {
    const rows = await database<{ conversation: string; count: string }>(
      `select conversation, count(*) from floor_messages
       where conversation = any($1) and id ${road === 'turn' ? '' : 'not'} like 'answer %' group by 1`,
      [speakers.map(({ conversation }) => conversation)],
    );
    return new Map(rows.map(({ conversation, count }) => [conversation, Number(count)]));
  };
