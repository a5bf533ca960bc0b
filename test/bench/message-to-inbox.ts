import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { once, EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newId } from '../../domain/ids.ts';
import { startProductOn } from '../support/stack/product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import type { BenchServers } from './bench-servers.ts';
import { compare, elapsed, type Measured } from './measure.ts';
import { untilSeen } from './until-seen.ts';

/**
 * From a visitor's message, sent as the widget sends it, to its row in the inbox's live feed, against a bare signal
 * followed by one activity. Both begin with the call and end where a person could see the result.
 */
export async function messageToInbox(servers: BenchServers): Promise<Measured> {
  const product = await startProductOn(servers, { limits: false });
  const bare = await startBare(servers.temporalAddress);
  try {
    const visit = await beginVisit(product);
    // A conversation with the team, so that no answer of the assistant is part of what is measured.
    await visit.askForPerson();
    return await compare({
      product: () =>
        untilSeen(product, visit.conversationId, async () => void (await visit.say('Is anybody there?'))),
      reference: bare.roundTrip,
    });
  } finally {
    await bare.stop();
    await product[Symbol.asyncDispose]();
  }
}

async function startBare(address: string) {
  const native = await NativeConnection.connect({ address });
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const finished = new EventEmitter();
  const worker = await Worker.create({
    connection: native,
    taskQueue: 'bare',
    workflowsPath: fileURLToPath(new URL('./bare-workflow.ts', import.meta.url)),
    activities: { done: async (id: string) => void finished.emit(id) },
  });
  const running = worker.run();
  const handle = await client.workflow.start('bare', {
    taskQueue: 'bare',
    workflowId: `bare/${newId('cnv')}`,
  });
  return {
    roundTrip: () =>
      elapsed(async () => {
        const id = newId('msg');
        const done = once(finished, id);
        await handle.signal('message', id);
        await done;
      }),
    stop: async () => {
      await handle.signal('message', 'end');
      await handle.result();
      worker.shutdown();
      await running;
      await native.close();
      await connection.close();
    },
  };
}
