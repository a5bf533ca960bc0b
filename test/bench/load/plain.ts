import { newId } from '../../../domain/ids.ts';
import type { BenchServers } from '../bench-servers.ts';
import { askingChild, endChild, startChild } from './child.ts';
import type { Ask } from './database.ts';
import { recordedInFloor } from './floor.ts';
import type { Said } from './floor-worker.ts';
import type { Side } from './side.ts';

/** The plain design: a row and a `NOTIFY`, and nothing that remembers what comes next. Not a reference, but a measure of its price. */
export async function startPlain({ databaseUrl }: BenchServers, database: Ask): Promise<Side> {
  const client = await startChild('./plain-client.ts', [databaseUrl]);
  const ask = askingChild<{ said: Said }>(client);
  return {
    begin: (_, visitors) => {
      const begun = Array.from({ length: visitors }, () => newId('cnv'));
      const speakers = begun.map((conversation) => ({
        ...{ conversation, workflowId: conversation },
        say: async (text: string) => Number(await ask({ said: { id: newId('msg'), conversation, text } })),
      }));
      return Promise.resolve(speakers);
    },
    recorded: recordedInFloor(database),
    processes: () => ({ client: [client.pid ?? 0] }),
    stop: () => endChild(client),
  };
}
