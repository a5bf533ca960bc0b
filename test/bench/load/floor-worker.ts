import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import OpenAI from 'openai';
import pg from 'pg';
import { fileURLToPath } from 'node:url';

export interface Said {
  id: string;
  conversation: string;
  text: string;
}

export interface FloorActivities {
  record(said: Said[]): Promise<void>;
  answer(ids: string[]): Promise<void>;
}

/** A process of its own, as the product's worker is one. Arguments: Temporal's address, the database, the model. */
const [address = '', database = '', baseURL = ''] = process.argv.slice(2);
Runtime.install({ logger: new DefaultLogger('ERROR') });
const pool = new pg.Pool({ connectionString: database, max: 10 });
const model = new OpenAI({ baseURL, apiKey: 'bench', maxRetries: 0 });

const activities: FloorActivities = {
  record: async (said) => {
    await pool.query({
      name: 'record',
      text: 'insert into floor_messages select * from json_to_recordset($1) as t(id text, conversation text, text text)',
      values: [JSON.stringify(said)],
    });
  },
  answer: async (ids) => {
    const messages = [{ role: 'user' as const, content: 'How does this work?' }];
    let text = '';
    for await (const chunk of await model.chat.completions.create({ model: 'bench', messages, stream: true }))
      text += chunk.choices[0]?.delta.content ?? '';
    await pool.query({
      name: 'answer',
      text: 'insert into floor_messages select $2 || id, conversation, $3 from floor_messages where id = any($1)',
      values: [ids.slice(-1), 'answer ', text],
    });
  },
};

const worker = await Worker.create({
  connection: await NativeConnection.connect({ address }),
  taskQueue: 'floor',
  workflowsPath: fileURLToPath(new URL('./floor-workflow.ts', import.meta.url)),
  activities,
});
process.once('SIGTERM', () => worker.shutdown());
process.once('disconnect', () => process.exit());
process.send?.('ready');
await worker.run();
process.exit(0);
