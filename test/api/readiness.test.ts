import { expect, it } from 'vitest';
import { askPostgres } from '../support/stack/ask-postgres.ts';
import { eventually } from '../support/eventually.ts';
import { startProduct } from '../support/stack/start-product.ts';

async function ready(url: string) {
  const response = await fetch(`${url}/ready`);
  const found = (await response.json()) as { ready: boolean };
  return { status: response.status, ...found };
}

it('is not ready while no worker polls, and is once one does', async () => {
  await using product = await startProduct({ worker: false });
  expect(await ready(product.url)).toMatchObject({
    status: 503,
    ready: false,
    worker: false,
    postgres: true,
  });
  await product.startWorker();
  const found = await eventually('readiness', async () => {
    const answer = await ready(product.url);
    return answer.ready && answer;
  });
  expect(found).toMatchObject({ status: 200, worker: true, temporal: true });
});

it('is not ready while the database takes no writes, although it answers', async () => {
  await using product = await startProduct();
  await eventually('readiness', async () => (await ready(product.url)).ready);
  const name = new URL(product.config.databaseUrl).pathname.slice(1);
  const readOnly = async (value: 'on' | 'off') => {
    const { databaseUrl } = product.config;
    await askPostgres(
      databaseUrl,
      `begin read write; alter database ${name} set default_transaction_read_only = ${value}; commit`,
    );
    await askPostgres(
      databaseUrl,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
  };
  await readOnly('on');
  const found = await eventually('it to be noticed', async () => {
    const answer = await ready(product.url);
    return !answer.ready && answer;
  });
  expect(found).toMatchObject({ status: 503, postgres: false, temporal: true });
  await readOnly('off');
  await eventually('readiness again', async () => (await ready(product.url)).ready);
});
