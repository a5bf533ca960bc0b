import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time';
import { randomBytes } from 'node:crypto';
import { inject } from 'vitest';
import { createTestDatabase } from '../stack/database.ts';
import type { RunningProduct } from '../stack/running-product.ts';

/** For a launched product: the half of what it costs to start are these two. */
export interface SharedServers extends AsyncDisposable {
  environment: Record<'DATABASE_URL' | 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE', string>;
  temporal: RunningProduct['temporal'];
}

/** Longer than any test. */
const RETENTION = '1 day';

/** Those of the tests' stack, with a database and a namespace of one's own. */
export async function sharedServers(): Promise<SharedServers> {
  const temporal = await createNamespace();
  const database = await createTestDatabase();
  return {
    environment: {
      DATABASE_URL: database.url,
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: temporal.namespace,
    },
    temporal,
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

/** It is gone with its server. */
async function createNamespace(): Promise<RunningProduct['temporal']> {
  const address = inject('temporalAddress');
  const namespace = `test-${randomBytes(6).toString('hex')}`;
  const connection = await Connection.connect({ address });
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      workflowExecutionRetentionPeriod: msToTs(RETENTION),
    });
  } finally {
    await connection.close();
  }
  return { address, namespace };
}
