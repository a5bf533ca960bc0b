import { inArray } from 'drizzle-orm';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { createDelivery } from '../../db/mail/outbound/deliveries.ts';
import { conversations, customers, deliveries, messages } from '../../db/schema/schema.ts';
import { newId, siblingId, type DeliveryId } from '../../domain/ids.ts';
import { killChild, startChildWorker } from '../support/stack/child-worker.ts';
import { eventually } from '../support/eventually.ts';
import type { Product } from '../support/stack/product.ts';
import { allRecipients, audit, plan, someRecipients, type Sent } from '../support/mail/send-fates.ts';
import { startProduct } from '../support/stack/start-product.ts';
import { stateOf } from '../support/people/state-of.ts';

const program = fileURLToPath(new URL('./workers/mail-worker.ts', import.meta.url));

/** A conversation by mail that waits for its answer, straight into the tables. */
async function begin({ database: { db }, project }: Product, recipient: string, lastSeq = 0) {
  const conversationId = newId('cnv');
  const customerId = newId('cus');
  const { id: projectId } = project;
  await db.insert(customers).values({ id: customerId, projectId, email: recipient });
  await db.insert(conversations).values({
    id: conversationId,
    projectId,
    customerId,
    channel: 'email',
    handlerBy: 'agent',
    lastSeq,
    subject: 'Help',
  });
  return conversationId;
}

type Written = Pick<Sent, 'recipient' | 'deliveryId' | 'automatic'> & {
  conversationId: Awaited<ReturnType<typeof begin>>;
};

/** Repeats an agent's command until it is accepted, as their browser would, with the same id. */
async function insist(command: () => Promise<unknown>): Promise<void> {
  await eventually(
    'a command to be accepted',
    () =>
      command().then(
        () => true,
        () => false,
      ),
    120_000,
  );
}

async function reply(product: Product, recipient: string): Promise<Written> {
  const conversationId = await begin(product, recipient);
  const input = {
    id: newId('msg'),
    text: 'Try it.',
    seenSeq: 0,
    times: { undoSeconds: 0, readSeconds: null },
  };
  await insist(() =>
    product.gateway.agent.update('reply', conversationId, input, { agentId: product.agentId }),
  );
  return { recipient, conversationId, deliveryId: siblingId('dlv', input.id), automatic: false };
}

/** What no human wrote, made ready in the tables and handed to its conversation. */
async function automatic(product: Product, recipient: string): Promise<Written> {
  const conversationId = await begin(product, recipient, 1);
  const { db } = product.database;
  const { mail } = product.config;
  const messageId = newId('msg');
  const deliveryId: DeliveryId = newId('dlv');
  await db.insert(messages).values({
    id: messageId,
    projectId: product.project.id,
    conversationId,
    seq: 1,
    revision: 1,
    kind: 'message',
    channel: 'email',
    audience: 'everyone',
    author: { by: 'assistant' },
    text: 'We have your mail.',
    createdAt: new Date(),
  });
  await createDelivery(db, { deliveryId, messageIds: [messageId], conversationId, mail });
  await hand(product, { conversationId, deliveryId });
  return { recipient, conversationId, deliveryId, automatic: true };
}

async function hand(
  product: Product,
  { conversationId, deliveryId }: Pick<Written, 'conversationId' | 'deliveryId'>,
) {
  const input = { id: newId('msg'), deliveryId };
  await insist(() =>
    product.gateway.agent.update('retryDelivery', conversationId, input, { agentId: product.agentId }),
  );
}

/** Every delivery with its state, once nobody works on it any more. */
async function settled(product: Product, written: Written[]): Promise<Sent[]> {
  const ids = written.map(({ deliveryId }) => deliveryId);
  const read = () => product.database.db.select().from(deliveries).where(inArray(deliveries.id, ids));
  const rows = await eventually(
    'every mail to come to an end',
    async () => {
      const found = await read();
      const open = found.filter(({ state }) => ['pending', 'sending'].includes(state));
      if (open.length > 0 || found.length < written.length) return false;
      for (const { id, state, conversationId } of found)
        if (state === 'unknown' && (await isUnderway(product, conversationId, id))) return false;
      return found;
    },
    240_000,
  );
  return written.map((each) => {
    const { state, providerId } = rows.find(({ id }) => id === each.deliveryId)!;
    return { ...each, state, providerId };
  });
}

/** A worker that has just come back may be too busy to answer: then somebody is at work. */
async function isUnderway(product: Product, conversationId: Written['conversationId'], id: DeliveryId) {
  return stateOf(product, conversationId).then(
    ({ unsent, requestedDeliveries }) => unsent.includes(id) || requestedDeliveries.length > 0,
    () => true,
  );
}

it('brings three hundred replies through a provider that does everything wrong while workers are killed', async () => {
  await using product = await startProduct({ worker: false });
  product.mailbox.behave({ mode: 'ok', plan });
  let child = await startChildWorker(product, program);
  await using _child = { [Symbol.asyncDispose]: () => killChild(child) };
  const recipients = allRecipients();
  expect(recipients).toHaveLength(300);
  const queue = [
    ...recipients.map((recipient) => () => reply(product, recipient)),
    ...someRecipients(28, { without: [] }).map(
      (each) => () => automatic(product, each.replace('+', '+auto-')),
    ),
  ].sort(() => Math.random() - 0.5);

  const written: Written[] = [];
  const agents = Array.from({ length: 12 }, async () => {
    for (let next = queue.pop(); next; next = queue.pop()) written.push(await next());
  });
  let kills = 0;
  for (const share of [0.25, 0.5, 0.75]) {
    await eventually(
      'sends in flight',
      () => written.length > 328 * share && product.mailbox.ledger().length > 0,
      120_000,
    );
    await killChild(child);
    kills += 1;
    child = await startChildWorker(product, program);
  }
  await Promise.all(agents);
  const first = await settled(product, written);
  const undecided = first.filter(({ automatic, state }) => !automatic && state === 'unknown');
  for (const each of written.filter((one) =>
    undecided.some(({ deliveryId }) => deliveryId === one.deliveryId),
  ))
    await hand(product, each);
  const sent = undecided.length > 0 ? await settled(product, written) : first;

  const doubled = audit(sent, product.mailbox.ledger(), { killed: true });
  const states = [...new Set(sent.map(({ state }) => state))].map(
    (state) => [state, sent.filter((each) => each.state === state)] as const,
  );
  console.log(
    [
      `${sent.length} sends, ${kills} workers killed, ${product.mailbox.ledger().length} mails`,
      `${doubled} replies doubled in the documented window`,
      `${undecided.length} replies of which nobody knew, sent again by an agent`,
      ...states.map(([state, { length }]) => `${length} ${state}`),
    ].join('\n'),
  );
  expect(doubled).toBeGreaterThan(0);
}, 300_000);
