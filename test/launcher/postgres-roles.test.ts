import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { connect } from '../../db/connection/database.ts';
import { migrate } from '../../db/migrate.ts';
import { requireWritable } from '../../db/connection/require-writable.ts';
import { findOnPath } from '../../launcher/system/programs.ts';
import { startPostgres } from '../../launcher/postgres/postgres.ts';
import { askPostgres } from '../support/stack/ask-postgres.ts';
import { removeCluster } from '../support/postgres/forget-cluster.ts';

test.runIf(findOnPath(['psql']))(
  'the roles that Docker makes can do their own work, on a new cluster and on one the superuser filled, and nothing else',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'throughline-roles-'));
    const server = await startPostgres({ dataDir: folder, password: 'super', durable: false });
    const as = (role: string, password: string, database: string) =>
      `postgres://${role}:${password}@127.0.0.1:${server.port}/${database}`;
    const app = as('throughline_app', 'app', 'throughline');
    const makeRoles = () =>
      execFileSync('sh', ['deploy/postgres-roles.sh'], {
        stdio: 'pipe',
        env: {
          ...process.env,
          PGHOST: '127.0.0.1',
          PGPORT: String(server.port),
          PGUSER: 'throughline',
          PGPASSWORD: 'super',
          APP_PASSWORD: 'app',
          TEMPORAL_PASSWORD: 'temporal',
        },
      });
    try {
      // As an earlier version left it: everything is the superuser's.
      await migrate(server.url);
      await askPostgres(server.url, 'create table public.later (word text)');
      makeRoles();
      makeRoles();
      await askPostgres(app, 'alter table later add column more text');
      await migrate(app);
      const { db, close } = connect(app);
      await requireWritable(db);
      await close();
      await askPostgres(as('temporal', 'temporal', 'temporal_visibility'), 'create table visible (id text)');
      await expect(askPostgres(as('temporal', 'temporal', 'throughline'), 'select 1')).rejects.toMatchObject({
        code: '42501',
      });
      await expect(askPostgres(as('throughline_app', 'app', 'temporal'), 'select 1')).rejects.toMatchObject({
        code: '42501',
      });
      await expect(askPostgres(app, "copy (select 1) to program 'true'")).rejects.toMatchObject({
        code: '42501',
      });
    } finally {
      await server.stop();
      removeCluster(server.folder);
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
