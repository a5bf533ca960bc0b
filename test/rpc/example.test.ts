import { initTRPC } from '@trpc/server';
import { Client, Connection } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { z } from 'zod';
import { failureOf } from '../../rpc/call-failure.ts';
import { createChecks } from '../../rpc/check-input.ts';
import { createGateways } from '../../rpc/create-gateways.ts';
import type { Gateways } from '../../rpc/gateway.ts';
import { updateProcedures } from '../../rpc/procedures.ts';
import { shapes, type Auction } from './example-contract.ts';
import { policy } from './example-policy.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const taskQueue = `auction-${randomUUID()}`;
const workflowsPath = fileURLToPath(new URL('example-workflow.ts', import.meta.url));
const ann = { name: 'Ann' };

let gateways: Gateways<Auction, 'bidder' | 'house'>;
let client: Client;
let bundle: string;
const stop: (() => unknown)[] = [];

beforeAll(async () => {
  const address = inject('temporalAddress');
  const connection = await Connection.connect({ address });
  client = new Client({ connection });
  gateways = createGateways<Auction, 'bidder' | 'house'>(['bidder', 'house'], {
    ...{ client, policy, workflowType: 'auction', workflowIdOf: (lot) => `auction/${lot}` },
    checks: createChecks(shapes, { prepare: (input) => input, refuse: () => new Error('bad_input') }),
    startOf: async (lot) => ({ taskQueue, workflowId: `auction/${lot}`, args: [] }),
    deadlines: { signal: 5_000, update: 20_000 },
    asError: (error) => {
      const failure = failureOf(error);
      return failure.kind === 'unknown' ? error : new Error('code' in failure ? failure.code : failure.kind);
    },
  });
  const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') });
  bundle = workflowBundle.code;
  const native = await NativeConnection.connect({ address });
  const worker = await Worker.create({ connection: native, taskQueue, workflowBundle });
  const running = worker.run();
  stop.push(
    () => connection.close(),
    () => native.close(),
    () => running,
    () => worker.shutdown(),
  );
}, 60_000);
afterAll(async () => {
  for (const step of stop.reverse()) await step();
});

const newLot = () => `lot_${randomUUID()}` as const;
const id = () => randomUUID();

it('carries facts, commands and questions, and starts the workflow that is not there yet', async () => {
  const { bidder, house } = gateways;
  const lot = newLot();
  await house.signal('shown', lot, { id: id() });
  expect(await bidder.update('bid', lot, { id: id(), cents: 500 }, ann)).toEqual({
    bidder: 'Ann',
    cents: 500,
  });
  expect(await bidder.query('highest', lot)).toEqual({ offer: { bidder: 'Ann', cents: 500 }, views: 1 });
});

it('answers with a refusal of the policy, and nothing of it is in the history', async () => {
  const { bidder } = gateways;
  const lot = newLot();
  await bidder.update('bid', lot, { id: id(), cents: 500 }, ann);
  await expect(bidder.update('bid', lot, { id: id(), cents: 400 }, ann)).rejects.toThrow('too_low');
  const { events } = await client.workflow.getHandle(`auction/${lot}`).fetchHistory();
  const accepted = events?.filter(({ workflowExecutionUpdateAcceptedEventAttributes: update }) => update);
  expect(accepted).toHaveLength(1);
});

it('gives the same command once, however often it is sent', async () => {
  const { bidder } = gateways;
  const lot = newLot();
  const bid = { id: id(), cents: 500 };
  const again = [bid, bid, bid].map((input) => bidder.update('bid', lot, input, ann));
  expect(await Promise.all(again)).toEqual(Array(3).fill({ bidder: 'Ann', cents: 500 }));
});

it('sends nothing that its schema does not take, and nothing for whom it is not', async () => {
  const { bidder, house } = gateways;
  const lot = newLot();
  await expect(bidder.update('bid', lot, { id: id(), cents: -1 }, ann)).rejects.toThrow('bad_input');
  // @ts-expect-error only the house ends it
  await expect(bidder.update('hammer', lot, { id: id() }, ann)).rejects.toThrow('hammer is not for bidder');
  await expect(house.signalRunning('shown', lot, { id: id() })).rejects.toThrow('not_found');
});

it('tells Temporal’s UI what each message is, and brings no zod into the sandbox', async () => {
  const { bidder } = gateways;
  const lot = newLot();
  await bidder.update('bid', lot, { id: id(), cents: 500 }, ann);
  const metadata: { definition: { updateDefinitions: object[] } } = await client.workflow
    .getHandle(`auction/${lot}`)
    .query('__temporal_workflow_metadata');
  const said = { name: 'bid', description: 'A bidder offers more.' };
  expect(metadata.definition.updateDefinitions).toContainEqual(said);
  expect(bundle).not.toContain('node_modules/zod/');
});

it('becomes tRPC procedures: a caller’s updates with the field that addresses the workflow', async () => {
  const t = initTRPC.context<{ name: string }>().create();
  const address = z.object({ lot: z.templateLiteral(['lot_', z.string()]) });
  const procedures = updateProcedures<Auction, 'bidder', typeof address, 'cents'>({
    ...{ policy, shapes, address, caller: 'bidder', own: ['cents'] },
    build: (name, schema) =>
      t.procedure.input(schema).mutation(({ ctx, input: { lot, ...said } }) => {
        const input = { ...said, cents: 700 } as { id: string; cents: number };
        return gateways.bidder.update(name, lot as Auction['target'], input, ctx);
      }),
  });
  const api = t.router(procedures).createCaller({ name: 'Bob' });
  expect(await api.bid({ id: id(), lot: newLot() })).toEqual({ bidder: 'Bob', cents: 700 });
  expect(Object.keys(procedures)).toEqual(['bid']);
  // @ts-expect-error the server says what is offered
  await expect(api.bid({ id: id(), lot: newLot(), cents: 1 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
