import { sql } from 'drizzle-orm';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listParked } from '../../db/conversation/parked.ts';
import { messages } from '../../db/schema/schema.ts';
import { newId, type ConversationId, type MessageId } from '../../domain/ids.ts';
import { eventually } from '../support/eventually.ts';
import { mailedReply, saying, startMailing } from '../support/mail/mail-conversation.ts';
import { mailTo, postMail } from '../support/mail/post-mail.ts';
import type { Product } from '../support/stack/product.ts';
import { refuseMessages } from '../support/postgres/refusing-database.ts';
import { beginVisit } from '../support/people/visitor-client.ts';
import { failureOf } from '../../web/live/failure.ts';

const POISONED = 300;
const BOUNCES = 100;
const REFUSED = 200;
/** What a person who writes meanwhile may wait for; on a slow machine, four times what they wait for beside as many words that nothing is wrong with. */
const RECORDED_WITHIN_MS = 2_000;
const AGAINST_HARMLESS = 4;
const EMOJI = '🚲';

let product: Product;

beforeAll(async () => {
  product = await startMailing({}, { assistant: saying('Hello.'), limits: false });
});
afterAll(() => product?.[Symbol.asyncDispose]());

const accepted = new Set<MessageId>();

/** As the widget does: what was not acknowledged is said again, with the same id. */
async function insist<Result>(call: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (failureOf(error).code !== 'try_again') throw error;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

/** Every field of what a visitor sends, with a NUL and with half a character. */
const poison = (n: number) => speak(n, { bad: `p${n} \0 \ud83d \udeb2 x`, locale: '\0en\ud83d' });
const harmless = (n: number) => speak(n, { bad: `p${n} and all is well`, locale: 'en' });

async function speak(n: number, { bad, locale }: { bad: string; locale: string }): Promise<void> {
  const { visitor, conversationId } = await beginVisit(product);
  const page = { url: `https://a.example/${bad}`, title: bad, locale, timeZone: bad };
  const id = newId('msg');
  const common = { conversationId, id, page };
  if (n % 3 === 0) await insist(() => visitor.escalate.mutate({ ...common, reason: bad, email: null }));
  else await insist(() => visitor.send.mutate({ ...common, text: bad }));
  if (n % 3 !== 0) accepted.add(id);
}

async function bounce(n: number, about: { replyTo: string; deliveryId: string }): Promise<void> {
  const words = `${'x'.repeat(295 + (n % 10))}${EMOJI.repeat(200)}`;
  if (n % 2 === 0) {
    await fetch(`${product.url}/webhooks/postmark/events`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`postmark:${product.config.mail.webhookSecrets[0]}`)}` },
      body: JSON.stringify({
        ...{ RecordType: 'Bounce', Type: 'HardBounce', ID: n, Description: `${words.slice(0, 499)}\0` },
        Metadata: { delivery: about.deliveryId },
      }),
    });
    return;
  }
  const report = `Status: 5.1.1\r\nDiagnostic-Code: smtp; ${words}\0`;
  const headers = { 'Auto-Submitted': 'auto-replied', 'Return-Path': '<>' };
  await postMail(
    product,
    mailTo(about.replyTo, { text: report, from: `mailer-daemon@mx${n}.example`, headers }),
  );
}

/** Says something ordinary, again and again. @returns how long each took from being accepted to being recorded, in milliseconds. */
function watchOrdinaryMessages() {
  const times: number[] = [];
  let stopped = false;
  const isRecorded = async (id: MessageId) => {
    const { rows } = await product.database.db.execute(sql`select 1 from messages where id = ${id}`);
    return rows.length > 0;
  };
  const loop = async () => {
    while (!stopped) {
      const { say } = await beginVisit(product);
      const id = newId('msg');
      await insist(() => say('An ordinary message.', id));
      const start = performance.now();
      accepted.add(id);
      await eventually('an ordinary message', () => isRecorded(id));
      times.push(performance.now() - start);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopped = true;
      await running;
      return times;
    },
  };
}

async function inTurn(count: number, atOnce: number, act: (n: number) => Promise<void>): Promise<void> {
  for (let at = 0; at < count; at += atOnce)
    await Promise.all(Array.from({ length: Math.min(atOnce, count - at) }, (_, i) => act(at + i)));
}

it('400 poisoned words and 200 refused conversations hold up nobody, and nothing accepted is missing', async () => {
  const { db } = product.database;
  const { conversationId, mail } = await mailedReply(product, 'ana@customer.example');
  const {
    rows: [delivery],
  } = await db.execute<{ id: string }>(
    sql`select id from deliveries where conversation_id = ${conversationId}`,
  );
  const visits = await Promise.all(Array.from({ length: REFUSED }, () => beginVisit(product)));
  const refused = visits.map((visit) => visit.conversationId);
  const refusing = await refuseMessages(db, { word: 'never', conversations: refused });

  // What judges mail is loaded once, which the tests' loader takes a second for.
  const about = { replyTo: mail.replyTo, deliveryId: delivery!.id };
  for (const n of [BOUNCES, BOUNCES + 1]) await bounce(n, about);

  const others = await Promise.all(Array.from({ length: REFUSED }, () => beginVisit(product)));
  const beside = watchOrdinaryMessages();
  await inTurn(POISONED, 10, harmless);
  await inTurn(REFUSED, 20, (n) => insist(async () => void (await others[n]!.say('A harmless message.'))));
  const reference = Math.max(...(await beside.stop()));

  const ordinary = watchOrdinaryMessages();
  await inTurn(POISONED, 10, poison);
  await inTurn(BOUNCES, 10, (n) => bounce(n, about));
  const parkedIds = new Map<ConversationId, MessageId>();
  await inTurn(REFUSED, 20, async (n) => {
    const id = newId('msg');
    await insist(() => visits[n]!.say('A refused message.', id));
    parkedIds.set(visits[n]!.conversationId, id);
  });
  await eventually('all to be parked', async () => (await listParked(db)).length >= REFUSED, 120_000);
  const times = await ordinary.stop();
  const slowest = Math.max(...times);
  const words = `slowest ${Math.round(slowest)} ms, beside harmless ones ${Math.round(reference)} ms`;
  console.info(`${times.length} ordinary messages, ${words}`);
  expect(slowest).toBeLessThan(Math.max(RECORDED_WITHIN_MS, AGAINST_HARMLESS * reference));

  const parked = await listParked(db);
  expect(new Set(parked.map((each) => each.conversationId))).toEqual(new Set(refused));
  await eventually('every accepted message', async () => {
    const rows = await db.select({ id: messages.id }).from(messages);
    const known = new Set(rows.map(({ id }) => id));
    return [...accepted].every((id) => known.has(id));
  });

  const { stdout } = await ops('parked');
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.split(/\s/, 1)[0]),
  ).toEqual(parked.map(({ id }) => id));
  await refusing.stop();
  const [first, second] = parked;
  expect((await ops('retry', first!.id)).stdout).toContain('is recorded');
  expect((await ops('skip', second!.id)).stdout).toContain('is skipped');
  const rows = await db.select({ id: messages.id }).from(messages);
  expect(rows.map(({ id }) => id)).toContain(parkedIds.get(first!.conversationId));
});

/** The command as an operator runs it, with this product's settings. */
async function ops(...args: string[]) {
  const { config } = product;
  const env = {
    ...process.env,
    DATABASE_URL: config.databaseUrl,
    TEMPORAL_ADDRESS: config.temporal.address,
    SESSION_SECRET: config.sessionSecret,
    POSTMARK_SERVER_TOKEN: 'test-token',
    INBOUND_DOMAIN: config.mail.inboundDomain ?? '',
    REPLY_ADDRESS_SECRETS: config.mail.replyAddressSecrets.join(),
    WEBHOOK_SECRET: config.mail.webhookSecrets.join(),
  };
  return promisify(execFile)(process.execPath, ['--import', 'tsx', 'api/ops/main.ts', ...args], { env });
}
