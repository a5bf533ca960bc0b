import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { createAssistant } from '../../../activities/assistant/create-assistant.ts';
import {
  conversations,
  deliveries,
  inboundEmails,
  projects,
  suppressions,
} from '../../../db/schema/schema.ts';
import { newId } from '../../../domain/ids.ts';
import type { BusinessHours } from '../../../domain/project/business-hours.ts';
import { WEEKDAYS } from '../../../domain/project/weekday.ts';
import { headerOf, parseAddress } from '../../../mailbox/mail.ts';
import { eventually } from '../../support/eventually.ts';
import {
  firstConversation,
  mailedReply,
  saying,
  startMailing,
  transcriptOf,
  transcriptSays,
} from '../../support/mail/mail-conversation.ts';
import { mailTo, postMail } from '../../support/mail/post-mail.ts';
import type { Product } from '../../support/stack/product.ts';
import { keepHistory } from '../../support/people/histories.ts';

const KIM = 'kim@example.org';
const BOTH = { assistantAnswersMail: true, acknowledgesMail: true };

const write = (product: Product, text: string, parts: Record<string, unknown> = {}) =>
  postMail(product, mailTo('support@example.test', { text, from: KIM, ...parts }));

const answers = (product: Product, mailId: string, text: string) => product.mailbox.answer(mailId, text);
const ledger = (product: Product, count: number) =>
  eventually(`mail ${count}`, () => product.mailbox.ledger()[count - 1]);

it('answers a mail by mail where the project wants that', async () => {
  await using product = await startMailing(BOTH);
  expect(await write(product, 'How do I start it?')).toBe('taken');
  const mail = await ledger(product, 1);
  expect(mail).toMatchObject({ to: KIM, subject: 'Re: How do I start it?' });
  expect(mail.from).toBe('"Assistant (Acme)" <support@example.test>');
  expect(mail.text).toMatch(/^Run npm start\.\n\n— [^\n]+—\n$/);
  expect(headerOf(mail, 'Auto-Submitted')).toBe('auto-replied');
  expect(headerOf(mail, 'X-Auto-Response-Suppress')).toBe('All');
  expect(headerOf(mail, 'X-Throughline')).toBe('automatic');
  expect(headerOf(mail, 'In-Reply-To')).toContain('@mail.example.org>');
  answers(product, mail.id, 'And then?');
  await ledger(product, 2);
  await transcriptSays(product, [
    'customer by email: How do I start it?',
    'assistant by email: Run **npm start**.',
    'customer by email: And then?',
    'assistant by email: Run **npm start**.',
  ]);
  const conversation = await firstConversation(product);
  expect(conversation).toMatchObject({ handlerBy: 'assistant', escalation: null });
  await keepHistory(product, conversation.id, 'a mail answered by mail');
});

it('mails nothing by itself where the project did not say so, or nobody vouches for the sender', async () => {
  await using quiet = await startMailing({});
  await using unsure = await startMailing(BOTH);
  const asked = 'How do I start it?';
  await write(quiet, asked);
  await write(unsure, asked, { headers: { 'X-Spam-Tests': 'HTML_MESSAGE' } });
  for (const product of [quiet, unsure]) {
    await transcriptSays(product, [`customer by email: ${asked}`, '(escalated)']);
    expect(await product.database.db.select().from(deliveries)).toEqual([]);
  }
});

it('mails what the assistant says when it asks for a person, and then leaves it to the person', async () => {
  const handsOver = saying('I am bringing in a person.', {
    outcome: 'escalate',
    reason: 'It is about a refund.',
  });
  await using product = await startMailing({ assistantAnswersMail: true }, { assistant: handsOver });
  await write(product, 'I want my money back.');
  const mail = await ledger(product, 1);
  expect(mail.text).toContain('I am bringing in a person.');
  const said = [
    'customer by email: I want my money back.',
    'assistant by email: I am bringing in a person.',
    '(escalated)',
  ];
  await transcriptSays(product, said);
  answers(product, mail.id, 'Hello?');
  await transcriptSays(product, [...said, 'customer by email: Hello?']);
  expect(product.mailbox.ledger()).toHaveLength(1);
});

it('leaves to a person what the docs do not answer, and mails no sentence that only says so', async () => {
  const withoutDocs = createAssistant({
    model: null,
    loadPassages: async () => ({ revision: 1, passages: [] }),
  });
  await using product = await startMailing({ assistantAnswersMail: true }, { assistant: withoutDocs });
  await write(product, 'Do you sell bicycles?');
  await transcriptSays(product, ['customer by email: Do you sell bicycles?', '(escalated)']);
  expect(await firstConversation(product)).toMatchObject({
    handlerBy: 'agent',
    escalation: { reason: 'The docs do not answer this email.' },
  });
  expect(await product.database.db.select().from(deliveries)).toEqual([]);
});

it('acknowledges a conversation’s mails once a day, in fixed words and the customer’s language', async () => {
  await using product = await startMailing({ acknowledgesMail: true });
  await write(product, 'Wie kann ich das starten? Ich habe es nicht gefunden.');
  const mail = await ledger(product, 1);
  expect(mail.text).toMatch(/^Danke für Ihre Nachricht\. [^\n]+\n\n— [^\n]+—\n$/);
  expect(mail.from).toBe('"Acme" <support@example.test>');
  for (const text of ['Noch etwas.', 'Und noch etwas.']) {
    const seen = (await transcriptOf(product)).length;
    answers(product, mail.id, text);
    await eventually('the mail', async () => (await transcriptOf(product)).length > seen);
  }
  const messages = await transcriptOf(product);
  const acknowledged = messages.find(({ event }) => event?.kind === 'acknowledged');
  expect(acknowledged).toMatchObject({ audience: 'team', event: { refused: null } });
  expect(acknowledged?.text).toMatch(/^Danke/);
  expect(await product.database.db.select().from(deliveries)).toHaveLength(1);
});

it('says in an acknowledgement when people are back, and nothing else that nobody knows', async () => {
  await using product = await startMailing({ acknowledgesMail: true });
  const opens = new Date(Date.now() + 2 * 86_400_000).getUTCDay();
  const day = WEEKDAYS[(opens + 6) % 7]!;
  const closed = Object.fromEntries(WEEKDAYS.map((each) => [each, []])) as unknown as BusinessHours['week'];
  const week = { ...closed, [day]: [{ from: '09:00', until: '17:00' }] };
  const businessHours = { timeZone: 'UTC', week, holidays: [] };
  await product.database.db.update(projects).set({ businessHours });
  await write(product, 'How do I start it? I have not found out.');
  const { text } = await ledger(product, 1);
  const name = day.charAt(0).toUpperCase() + day.slice(1);
  expect(text).toMatch(
    new RegExp(`will answer it\\. Nobody is here right now; we are back on ${name}.+09:00 UTC\\.`),
  );
  expect(text).not.toContain('usually');
});

it('shows an out-of-office reply at the message it answers, and lets nothing else come of it', async () => {
  await using product = await startMailing(BOTH);
  const { conversationId, mail } = await mailedReply(product, KIM);
  await product.gateway.agent.update(
    'close',
    conversationId,
    { id: newId('msg') },
    { agentId: product.agentId },
  );
  const before = await firstConversation(product);
  const headers = { 'Auto-Submitted': 'auto-replied', 'In-Reply-To': headerOf(mail, 'Message-ID') };
  const to = parseAddress(mail.replyTo).email;
  const away = mailTo(to, { from: KIM, text: 'I am out of the office until Monday.', headers });
  expect(await postMail(product, away)).toBe('taken');
  expect(await postMail(product, away)).toBe('already_taken');
  const event = await eventually('the event', async () =>
    (await transcriptOf(product)).find((message) => message.event?.kind === 'answeredAutomatically'),
  );
  const reply = (await transcriptOf(product)).find(({ delivery }) => delivery !== null);
  expect(event).toMatchObject({
    audience: 'team',
    text: 'I am out of the office until Monday.',
    event: { what: 'out_of_office', about: reply?.id },
  });
  const after = await firstConversation(product);
  expect({ ...after, lastSeq: 0, revision: 0 }).toEqual({ ...before, lastSeq: 0, revision: 0 });
  expect(product.mailbox.ledger()).toHaveLength(1);
  await keepHistory(product, conversationId, 'an out of office reply');
});

it('takes a bounce that came by mail as one that the provider reports', async () => {
  await using product = await startMailing(BOTH);
  const { conversationId, mail } = await mailedReply(product, KIM);
  const report = (status: string, recipient: string) => ({
    from: 'mailer-daemon@mx.example.org',
    text: `I am sorry.\n\nFinal-Recipient: rfc822; ${recipient}\nAction: failed\nStatus: ${status}\nDiagnostic-Code: smtp; 550 No such user here\n`,
    headers: { 'Return-Path': '<>' },
    Attachments: [
      {
        Name: 'message.eml',
        ContentType: 'message/rfc822',
        Content: btoa(`Message-ID: ${headerOf(mail, 'Message-ID')}\nSubject: x\n\nHere you are.`),
        ContentLength: 1,
      },
    ],
  });
  const post = (status: string, recipient: string) =>
    postMail(product, mailTo('support@example.test', report(status, recipient)));
  expect(await post('4.2.2', KIM)).toBe('taken');
  expect(await post('5.1.1', 'else@example.org')).toBe('taken');
  await eventually('the bounce', async () => {
    const messages = await transcriptOf(product, conversationId);
    return messages.some(({ event }) => event?.kind === 'notDelivered');
  });
  const messages = await transcriptOf(product, conversationId);
  expect(messages.find(({ delivery }) => delivery)?.delivery).toMatchObject({
    state: 'bounced',
    reason: '550 No such user here',
  });
  expect(messages.filter(({ event }) => event?.kind === 'answeredAutomatically')).toHaveLength(2);
  expect(await product.database.db.select().from(suppressions)).toEqual([]);
  expect(await post('5.1.1', KIM)).toBe('taken');
  await eventually('the stop', async () => {
    const [row] = await product.database.db.select().from(suppressions);
    return row?.email === KIM;
  });
  expect(product.mailbox.ledger()).toHaveLength(1);
  await keepHistory(product, conversationId, 'a bounce that came by mail');
});

it('tells quietly of reports that the mail arrived, was passed on or is still being tried', async () => {
  await using product = await startMailing(BOTH);
  const { conversationId, mail } = await mailedReply(product, KIM);
  const report = (action: string, status: string) => ({
    ...{ from: 'mailer-daemon@mx.example.org', text: `It was ${action}.` },
    headers: { 'Return-Path': '<>', 'In-Reply-To': headerOf(mail, 'Message-ID') },
    Attachments: [
      {
        ...{ Name: 'details.txt', ContentType: 'message/delivery-status', ContentLength: 1 },
        Content: btoa(
          `Reporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; ${KIM}\nAction: ${action}\nStatus: ${status}\n`,
        ),
      },
    ],
  });
  const to = parseAddress(mail.replyTo).email;
  for (const [action, status] of [
    ['delivered', '2.0.0'],
    ['expanded', '2.0.0'],
    ['delayed', '5.4.1'],
  ] as const) {
    expect(await postMail(product, mailTo(to, report(action, status)))).toBe('taken');
  }
  const told = await eventually('three reports', async () => {
    const events = (await transcriptOf(product, conversationId)).map(({ event }) => event);
    const kinds = events.flatMap((event) => (event?.kind === 'answeredAutomatically' ? event.what : []));
    return kinds.length === 3 && kinds;
  });
  expect(told).toEqual(['delivered', 'passed_on', 'delayed']);
  const messages = await transcriptOf(product, conversationId);
  expect(messages.find(({ delivery }) => delivery)?.delivery).not.toMatchObject({ state: 'bounced' });
  expect(messages.filter(({ event }) => event?.kind === 'notDelivered')).toEqual([]);
  await keepHistory(product, conversationId, 'reports of delivery');
});

it('reads an answer in any language by our support address, and says what it folded', async () => {
  await using product = await startMailing({});
  const { conversationId, mail } = await mailedReply(product, KIM);
  const to = parseAddress(mail.replyTo).email;
  const text = `Ndiyo, asante.\n\n-- \nKim\n\nMnamo 3 Machi 2026 saa 16:40, Acme <support@example.test> aliandika:\n\n${mail.text}`;
  expect(await postMail(product, mailTo(to, { from: KIM, text }))).toBe('taken');
  const answer = await eventually('the answer', async () =>
    (await transcriptOf(product, conversationId)).find((message) => message.text.startsWith('Ndiyo')),
  );
  expect(answer).toMatchObject({ text: 'Ndiyo, asante.', foldedKinds: ['quoted', 'signature'] });
  await keepHistory(product, conversationId, 'an answer in another language');
});

it('keeps a machine’s mail that answers nothing of ours in quarantine', async () => {
  await using product = await startMailing(BOTH);
  const { mail } = await mailedReply(product, KIM);
  const to = parseAddress(mail.replyTo).email;
  const headers = { 'Auto-Submitted': 'auto-generated' };
  const code = mailTo(to, { from: 'no-reply@elsewhere.example', text: 'Your code is 1234.', headers });
  expect(await postMail(product, code)).toBe('third_party');
  const report = mailTo(to, { from: 'robot@elsewhere.example', text: 'Your build is green.', headers });
  expect(await postMail(product, report)).toBe('automatic');
  expect(await write(product, 'Automatic', { headers })).toBe('automatic');
  const kept = await product.database.db
    .select()
    .from(inboundEmails)
    .where(eq(inboundEmails.quarantine, 'automatic'));
  expect(kept).toHaveLength(2);
  expect(await product.database.db.select().from(conversations)).toHaveLength(1);
});

it('stops at the sixth automatic mail to an address and brings in a person', async () => {
  await using product = await startMailing(BOTH);
  await write(product, 'Question 1');
  for (let count = 1; count < 6; count++) {
    const mail = await ledger(product, count);
    answers(product, mail.id, `Question ${count + 1}`);
  }
  const sixth = await ledger(product, 6);
  answers(product, sixth.id, 'Question 7');
  const conversation = await eventually('the escalation', async () => {
    const row = await firstConversation(product);
    return row.escalation && row;
  });
  expect(conversation.escalation?.reason).toBe(
    'This address had six automatic emails within three hours. A person has to answer.',
  );
  expect(conversation).toMatchObject({ handlerBy: 'agent', status: 'open' });
  expect(product.mailbox.ledger()).toHaveLength(6);
  const messages = await transcriptOf(product);
  expect(messages.filter(({ author }) => author.by === 'assistant').at(-1)).toMatchObject({
    channel: 'widget',
    delivery: null,
  });
});
