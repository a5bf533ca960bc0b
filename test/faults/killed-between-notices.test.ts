import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { addWebhook } from '../../db/notices/webhooks.ts';
import { conversations, notices, projects } from '../../db/schema/schema.ts';
import { newId } from '../../domain/ids.ts';
import { eventually } from '../support/eventually.ts';
import { startOutsideWorld } from '../support/outside/outside-world.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { killChild, startChildWorker } from '../support/stack/child-worker.ts';
import { startProduct } from '../support/stack/start-product.ts';

const program = fileURLToPath(new URL('./workers/notice-worker.ts', import.meta.url));

it('tells each once when the worker is killed between two notices', async () => {
  await using world = await startOutsideWorld();
  await using product = await startProduct({ worker: false, outside: world.outside });
  const { db } = product.database;
  for (const kind of ['slack', 'discord'] as const)
    await addWebhook(db, {
      id: newId('whk'),
      projectId: product.project.id,
      kind,
      url: `${world.url}/${kind}`,
    });
  // One has arrived; the other refused for now, and is to be tried again by whoever is left.
  world.answer('/discord', (res, times) => res.writeHead(times === 1 ? 500 : 204).end());
  const child = await startChildWorker(product, program);
  await (await beginVisit(product)).askForPerson();
  await eventually('the first tries', () => world.posts.length === 2, 60_000);
  await eventually('what is known of them', async () => {
    const rows = await db.select().from(notices);
    return rows.some(({ state }) => state === 'sent') && rows.every(({ state }) => state !== 'sending');
  });
  await killChild(child);
  await product.startWorker({ agentMail: { delayMs: 0, escalationMs: 0, publicUrl: product.url } });

  await eventually('the end', async () =>
    (await db.select().from(notices)).every(({ state }) => state === 'sent'),
  );
  expect(world.to('/slack')).toHaveLength(1);
  expect(world.to('/discord')).toHaveLength(2);
  expect(product.mailbox.ledger()).toHaveLength(1);
});

it('escalates once again what waited while no worker ran', async () => {
  await using product = await startProduct({ worker: false });
  const { db } = product.database;
  await db.update(projects).set({ escalateAgainMinutes: 1 });
  const child = await startChildWorker(product, program);
  await (await beginVisit(product)).askForPerson();
  await eventually('the first mail', () => product.mailbox.ledger()[0], 60_000);
  await killChild(child);
  expect((await db.select().from(conversations))[0]?.escalatedAgain).toBe(false);
  const agentMail = { delayMs: 0, escalationMs: 0, minuteMs: 10_000, publicUrl: product.url };
  await product.startWorker({ agentMail });

  const second = await eventually('the second mail', () => product.mailbox.ledger()[1], 60_000);
  expect(second.text).toContain('Escalated again: nobody has taken this conversation yet.');
  await eventually('the end', async () =>
    (await db.select().from(notices)).every(({ state }) => state === 'sent'),
  );
  expect(product.mailbox.ledger()).toHaveLength(2);
});
