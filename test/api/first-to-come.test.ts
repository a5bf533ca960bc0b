import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { userCacheFolder } from '../../launcher/node/cache-folder.mjs';
import { findTemporalCli, startTemporal } from '../../launcher/temporal/temporal.ts';
import { createTestDatabase } from '../support/stack/database.ts';
import { freePort } from '../support/stack/free-port.ts';
import { startProductOn } from '../support/stack/product.ts';
import { beginVisit } from '../support/people/visitor-client.ts';

it('an api that comes to a new Temporal server before any worker takes the first message', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughline-temporal-'));
  const cli = await findTemporalCli({ cacheDir: userCacheFolder() });
  const server = await startTemporal({ cli, port: await freePort(), logFile: join(folder, 'temporal.log') });
  try {
    await using database = await createTestDatabase();
    const servers = { databaseUrl: database.url, temporalAddress: server.address };
    await using product = await startProductOn(servers, { worker: false });
    const { say, conversationId } = await beginVisit(product);
    await say('Is anybody there?');
    const { status } = await product.client.workflow.getHandle(`conversation/${conversationId}`).describe();
    expect(status.name).toBe('RUNNING');
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
