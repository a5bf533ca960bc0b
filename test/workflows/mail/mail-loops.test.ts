import { eq, isNotNull } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { conversations, inboundEmails, projects } from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import { headerOf, parseAddress } from '../../../mailbox/mail.ts';
import { corpusFolder } from '../../support/mail/corpus.ts';
import { corpusMails } from '../../support/mail/corpus-mails.ts';
import { eventually } from '../../support/eventually.ts';
import { firstConversation, mailedReply, startMailing } from '../../support/mail/mail-conversation.ts';
import { mailTo, postMail, relayed } from '../../support/mail/post-mail.ts';
import type { Product } from '../../support/stack/product.ts';
import { stateOf } from '../../support/people/state-of.ts';

/** Two installations, each with everything automatic switched on, and each other’s customer. */
async function startPair() {
  const settings = { assistantAnswersMail: true, acknowledgesMail: true };
  const [north, south] = await Promise.all([
    startMailing({ ...settings, supportAddress: 'help@north.test' }, { inboundDomain: 'in.north.test' }),
    startMailing({ ...settings, supportAddress: 'help@south.test' }, { inboundDomain: 'in.south.test' }),
  ]);
  const roads = [
    { from: north, to: south, brought: 0 },
    { from: south, to: north, brought: 0 },
  ];
  return {
    north,
    south,
    /** Brings every mail of each to the other until neither has anything left to do. */
    relayUntilQuiet: (keeps: (header: string) => boolean) =>
      eventually(
        'quiet',
        async () => {
          await bring(roads, keeps);
          return (await isQuiet(north, south)) && roads.every(allBrought);
        },
        40_000,
      ),
    /** How many mails each has sent. */
    sent: () => [north, south].map(({ mailbox }) => mailbox.ledger().length),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([north[Symbol.asyncDispose](), south[Symbol.asyncDispose]()]);
    },
  };
}

interface Road {
  from: Product;
  to: Product;
  brought: number;
}

const allBrought = ({ from, brought }: Road) => from.mailbox.ledger().length === brought;

async function bring(roads: Road[], keeps: (header: string) => boolean): Promise<void> {
  for (const road of roads) {
    for (const mail of road.from.mailbox.ledger().slice(road.brought)) {
      expect(await postMail(road.to, relayed(mail, keeps))).toBe('taken');
      road.brought += 1;
    }
  }
}

async function isQuiet(...products: Product[]): Promise<boolean> {
  for (const product of products) {
    for (const { id } of await product.database.db.select({ id: conversations.id }).from(conversations)) {
      const { unrecorded, requestedDeliveries, unsent, draftId, answerWanted } = await stateOf(product, id);
      const waiting = [...unrecorded, ...requestedDeliveries, ...unsent];
      if (answerWanted || draftId || waiting.length > 0) return false;
    }
  }
  return true;
}

it('lets two installations say one thing each, whatever marks a relay removes but one', async () => {
  const keeps: ((header: string) => boolean)[] = [
    () => true,
    (header) => !/^(auto-submitted|x-auto-response-suppress)$/i.test(header),
    (header) => !/^x-/i.test(header),
  ];
  await using pair = await startPair();
  for (const [index, keep] of keeps.entries()) {
    await mailedReply(pair.north, 'help@south.test', 'Do you have a port for us?');
    await pair.relayUntilQuiet(keep);
    expect(pair.sent()).toEqual([index + 1, index + 1]);
  }
});

it('ends a loop by its budgets when nothing tells a machine from a person', async () => {
  await using pair = await startPair();
  const first = mailTo('help@south.test', { from: 'help@north.test', text: 'Do you have a port for us?' });
  expect(await postMail(pair.south, first)).toBe('taken');
  await pair.relayUntilQuiet((header) => !/^(auto-|x-)/i.test(header));
  expect(pair.sent()).toEqual([6, 6]);
  const [row] = await pair.south.database.db.select().from(conversations);
  expect(row).toMatchObject({ handlerBy: 'agent', status: 'open' });
  expect(row?.escalation?.reason).toMatch(/^This address had six automatic emails within three hours\./);
});

it('does not talk to itself', async () => {
  await using product = await startMailing({ assistantAnswersMail: true, acknowledgesMail: true });
  const second = {
    id: newId('prj'),
    name: 'Other',
    widgetKey: newId('pk'),
    greeting: '',
    supportAddress: 'other@example.test',
  };
  await product.database.db.insert(projects).values({ ...second, assistantAnswersMail: true });
  const text = 'Do you have a port for us?';
  expect(await postMail(product, mailTo('other@example.test', { from: 'support@example.test', text }))).toBe(
    'automatic',
  );
  const { mail } = await mailedReply(product, 'other@example.test');
  expect(
    await postMail(
      product,
      relayed(mail, () => false),
    ),
  ).toBe('automatic');
  expect(await postMail(product, relayed(mail))).toBe('taken');
  await eventually('quiet', () => isQuiet(product));
  expect(product.mailbox.ledger()).toHaveLength(1);
});

it('gives a bounce that bounces nothing to answer', async () => {
  await using product = await startMailing({ assistantAnswersMail: true, acknowledgesMail: true });
  const from = 'kim@example.org';
  await postMail(product, mailTo('support@example.test', { from, text: 'How do I start it?' }));
  const answer = await eventually('the answer', () => product.mailbox.ledger()[0]);
  const to = parseAddress(answer.replyTo).email;
  const bounce = (id: string, answered: string) =>
    mailTo(to, {
      from: 'mailer-daemon@mx.example.org',
      text: 'It did not arrive.\n\nStatus: 5.1.1\n',
      headers: { 'Return-Path': '<>', 'Message-ID': `<${id}@mx.example.org>`, 'In-Reply-To': answered },
    });
  expect(await postMail(product, bounce('one', headerOf(answer, 'Message-ID')))).toBe('taken');
  expect(await postMail(product, bounce('two', '<one@mx.example.org>'))).toBe('taken');
  await eventually('quiet', () => isQuiet(product));
  expect(product.mailbox.ledger()).toHaveLength(1);
  // Whom the assistant does not reach, a person has to.
  expect((await firstConversation(product)).handlerBy).toBe('agent');
});

const corpus = corpusFolder();

it.skipIf(!corpus)(
  'answers no out-of-office reply and no bounce of the corpus',
  async () => {
    await using product = await startMailing({ assistantAnswersMail: true, acknowledgesMail: true });
    const absences = corpusMails(corpus!, ({ kind }) => kind === 'vacation');
    expect(absences.length).toBeGreaterThan(3);
    for (const { n, json } of absences) {
      const customer = parseAddress(String(json['From'])).email;
      const { mail } = await mailedReply(product, customer);
      expect(await postMail(product, { ...json, ...addressedTo(mail.replyTo) }), n).toBe('taken');
    }
    const [conversation] = await product.database.db.select().from(conversations);
    const bounces = corpusMails(corpus!, ({ bounce }) => bounce);
    expect(bounces.length).toBeGreaterThan(30);
    const replyTo = product.mailbox.ledger()[0]!.replyTo;
    for (const { json } of bounces) await postMail(product, { ...json, ...addressedTo(replyTo) });
    await eventually('quiet', () => isQuiet(product));
    expect(product.mailbox.ledger()).toHaveLength(absences.length);
    const { db } = product.database;
    const machines = await db.select().from(inboundEmails).where(isNotNull(inboundEmails.machine));
    expect(machines.length).toBeGreaterThanOrEqual(absences.length + bounces.length - 3);
    const [after] = await db.select().from(conversations).where(eq(conversations.id, conversation!.id));
    expect(after).toMatchObject({ status: 'waiting', draftId: null });
  },
  60_000,
);

function addressedTo(replyTo: string) {
  const { email } = parseAddress(replyTo);
  const ToFull = [{ Email: email, Name: '' }];
  return { OriginalRecipient: email, To: email, ToFull, CcFull: [], BccFull: [], MailboxHash: '' };
}
