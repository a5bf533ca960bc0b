import { Client, Connection } from '@temporalio/client';
import { newId } from '../../../domain/ids.ts';
import type { Said } from './floor-worker.ts';

/** What the bench asks of it: start a conversation, or say something in one, and answer when Temporal has acknowledged. */
export type Asked =
  { call: number; does: 'begin'; answers: boolean } | { call: number; does: 'say'; said: Said };

/** A process of its own, as the product's api is one. */
const [address = ''] = process.argv.slice(2);
const client = new Client({ connection: await Connection.connect({ address }) });

process.on('message', (asked: Asked) => void carryOut(asked));
process.once('disconnect', () => process.exit());
process.send?.('ready');

async function carryOut(asked: Asked): Promise<void> {
  const { call } = asked;
  if (asked.does === 'begin') {
    const workflowId = newId('cnv');
    await client.workflow.start('floor', {
      ...{ workflowId, taskQueue: 'floor' },
      args: [{ answers: asked.answers }],
    });
    return void process.send?.({ call, result: workflowId });
  }
  const from = performance.now();
  await client.workflow.getHandle(asked.said.conversation).signal('say', asked.said);
  process.send?.({ call, result: performance.now() - from });
}
