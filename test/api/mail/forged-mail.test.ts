import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inboundEmail } from '../../../domain/signals/inbound-email.ts';
import { mailSignal } from '../../../api/mail/webhook/mail-signal.ts';
import { agents } from '../../../db/schema/schema.ts';
import { newConversation } from '../../../domain/conversation/state.ts';
import { newId } from '../../../domain/ids.ts';
import { deliveryMessageId } from '../../../domain/mail/address/mail-message-id.ts';
import { findSnapshot } from '../../../db/conversation/conversations.ts';
import { addressesOfCustomer } from '../../../db/mail/inbound/correspondents.ts';
import {
  rawMail,
  scriptedNames,
  signed,
  type RawMail,
  type Signing,
} from '../../support/mail/signed-mail.ts';
import { inboundJson, startWebhooks } from './webhook-rig.ts';

const AGENT = 'ana@acme.example';
const CUSTOMER = 'kim@example.org';
let rig: Awaited<ReturnType<typeof startWebhooks>>;

beforeAll(async () => {
  rig = await startWebhooks({ resolve: scriptedNames });
  await rig.db.update(agents).set({ email: AGENT }).where(eq(agents.id, rig.seed.agentId));
});
afterAll(() => rig?.[Symbol.asyncDispose]());

interface Forgery {
  from?: string;
  name?: string;
  headers?: [string, string][];
  raw?: RawMail & { signing?: Signing };
  to?: string;
  subject?: string;
  parts?: Record<string, unknown>;
}

const spf = (result: string, envelope: string, receiver = 'reply.example.test') =>
  ['Received-SPF', `${result} (x) envelope-from=${envelope}; receiver=r@${receiver}`] as [string, string];
const tests = (value: string) => ['X-Spam-Tests', value] as [string, string];
const passed = [tests('DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU,SPF_PASS'), spf('Pass', 'eve@evil.example')];
const EVE = 'eve@evil.example';
const results: [string, string] = [
  'Authentication-Results',
  `mx.acme.example; dkim=pass header.d=example.org; spf=pass smtp.mailfrom=${CUSTOMER}; dmarc=pass`,
];
const forward = `Please answer.\n\n---------- Forwarded message ---------\nFrom: Bo <bo@victim.example>\nDate: today\nSubject: Help\nTo: ${AGENT}\n\nHello`;

/** Each by somebody who holds the conversation's reply address and is neither its customer nor an agent. */
const FORGERIES: [what: string, mail: Forgery][] = [
  ['the agent’s From, no checks', { from: AGENT }],
  ['the agent’s From, failed SPF', { from: AGENT, headers: [spf('Fail', AGENT)] }],
  ['the agent’s From, softfail', { from: AGENT, headers: [spf('SoftFail', AGENT)] }],
  ['the agent’s From, SPF of another envelope', { from: AGENT, headers: [spf('Pass', EVE)] }],
  [
    'the agent’s From, another domain’s signature',
    { from: AGENT, headers: [tests('DKIM_SIGNED,DKIM_VALID')] },
  ],
  ['the agent’s From and a forged Authentication-Results', { from: AGENT, headers: [results] }],
  ['the agent’s name', { from: EVE, name: 'Ana (Acme)', headers: passed }],
  ['the agent’s address as a name', { from: EVE, name: AGENT, headers: passed }],
  [
    'the agent’s From, forwarding to the support address',
    { from: AGENT, to: 'support@acme.example', parts: { TextBody: forward, Subject: 'Fwd: Help' } },
  ],
  [
    'the same with a forged Authentication-Results',
    { from: AGENT, to: 'support@acme.example', headers: [results], parts: { TextBody: forward } },
  ],
  [
    'the same with another domain’s SPF',
    { from: AGENT, to: 'support@acme.example', headers: [spf('Pass', EVE)], parts: { TextBody: forward } },
  ],
  ['the customer’s From, failed SPF', { headers: [spf('Fail', CUSTOMER)] }],
  ['the customer’s From, DMARC says reject', { headers: [tests('DMARC_REJECT')] }],
  ['the customer’s From, DMARC says quarantine', { headers: [tests('DMARC_QUAR')] }],
  ['a failed check and a good one below it', { headers: [spf('Fail', CUSTOMER), spf('Pass', CUSTOMER)] }],
  ['failed tests and good ones below them', { headers: [tests('SPF_FAIL'), tests('DKIM_VALID_AU')] }],
  ['a forged Authentication-Results over a failed check', { headers: [results, spf('Fail', CUSTOMER)] }],
  [
    'an ARC seal of the forger’s own',
    { headers: [['ARC-Authentication-Results', `i=1; ${results[1]}`], spf('Fail', CUSTOMER)] },
  ],
  [
    'SPF that another receiver wrote',
    { headers: [spf('Pass', CUSTOMER, 'mx.evil.example'), tests('SPF_FAIL')] },
  ],
  ['a second From in the headers', { headers: [...passed, ['From', EVE]] }],
  ['a second From of the customer', { from: EVE, headers: [...passed, ['From', CUSTOMER]] }],
  ['two authors in one From', { parts: { FromFull: null, From: `${CUSTOMER}, ${EVE}` } }],
  ['the customer’s address as a name', { from: EVE, name: CUSTOMER, headers: passed }],
  [
    'the customer’s address as an unquoted name',
    { parts: { FromFull: null, From: `${CUSTOMER} <${EVE}>` }, headers: passed },
  ],
  [
    'the customer’s address in a comment',
    { parts: { FromFull: null, From: `${EVE} (${CUSTOMER})` }, headers: passed },
  ],
  [
    'Reply-To of the customer',
    { from: EVE, headers: [...passed, ['Reply-To', CUSTOMER]], parts: { ReplyTo: CUSTOMER } },
  ],
  ['Sender of the customer', { from: EVE, headers: [...passed, ['Sender', CUSTOMER]] }],
  ['Return-Path of the customer', { from: EVE, headers: [...passed, ['Return-Path', `<${CUSTOMER}>`]] }],
  ['a Cyrillic i in the name part', { from: 'k\u0456m@example.org', headers: passed }],
  ['a Cyrillic e in the domain', { from: 'kim@\u0435xample.org', headers: passed }],
  ['the Kelvin sign for k', { from: '\u212Aim@example.org', headers: passed }],
  ['a full-width letter', { from: '\uFF4Bim@example.org', headers: passed }],
  ['an invisible character', { from: 'kim\u200B@example.org', headers: passed }],
  ['the domain in punycode', { from: 'kim@xn--xample-2of.org', headers: passed }],
  ['a longer domain', { from: 'kim@example.org.evil.example', headers: passed }],
  ['a tag on the name', { from: 'kim+x@example.org', headers: passed }],
  [
    'In-Reply-To of the conversation instead of its address',
    { from: EVE, to: 'support@acme.example', headers: [...passed, ['In-Reply-To', 'OURS']] },
  ],
  [
    'References of the conversation and the agent’s From',
    { from: AGENT, to: 'support@acme.example', headers: [['References', 'OURS']] },
  ],
  [
    'the raw mail signed by another domain',
    { headers: passed.slice(0, 1), raw: { from: CUSTOMER, signing: { domain: 'evil.example' } } },
  ],
  [
    'the raw mail not signed, its domain says reject',
    { headers: passed.slice(0, 1), raw: { from: CUSTOMER } },
  ],
  [
    'a signature over a part of the body',
    {
      headers: passed.slice(0, 1),
      raw: { from: CUSTOMER, signing: { domain: 'example.org', bodyLength: 3 } },
    },
  ],
  [
    'two From lines in the raw mail',
    {
      headers: passed.slice(0, 1),
      raw: { from: CUSTOMER, before: [`From: ${EVE}`], signing: { domain: 'example.org' } },
    },
  ],
  [
    'another From in the raw mail',
    { headers: passed.slice(0, 1), raw: { from: EVE, signing: { domain: 'evil.example' } } },
  ],
];

async function arrive({ from = CUSTOMER, name = 'Kim', headers = [], raw, to, subject, parts }: Forgery) {
  const ours = `<${deliveryMessageId({ deliveryId: newId('dlv'), ...rig.seed }, rig.mail)}>`;
  const plain = raw && rawMail(raw);
  const json = inboundJson(to ?? rig.address, {
    From: from,
    FromFull: { Email: from, Name: name, MailboxHash: '' },
    Headers: [
      ...headers.map(([Name, Value]) => ({ Name, Value: Value === 'OURS' ? ours : Value })),
      { Name: 'Message-ID', Value: `<${crypto.randomUUID()}@evil.example>` },
    ],
    ...(plain && { RawEmail: raw.signing ? await signed(plain, raw.signing) : plain }),
    ...(subject && { Subject: subject }),
    ...parts,
  });
  const { status, body } = await rig.post('/inbound', json);
  const email = (await rig.emails()).find(({ providerId }) => providerId === json['MessageID']);
  return { status, result: body['result'], email };
}

/** Who would speak with this mail: what the conversation's own rules make of it. */
async function speaker(email: NonNullable<Awaited<ReturnType<typeof arrive>>['email']>) {
  if (email.quarantine || !email.conversationId) return 'nobody';
  const snapshot = await findSnapshot(rig.db, email.conversationId);
  const state = newConversation(snapshot!);
  const addresses = await addressesOfCustomer(rig.db, email.conversationId);
  inboundEmail(state, mailSignal(email, addresses).signal, new Date().toISOString());
  return state.unrecorded.find(({ kind }) => kind === 'message')?.author.by;
}

it('has a control: the customer’s own mail is believed, by the provider’s word and by its signature', async () => {
  const stamped = await arrive({ headers: [tests('DKIM_VALID_AU')] });
  expect([stamped.email?.verdict, await speaker(stamped.email!)]).toEqual(['verified', 'customer']);
  const own = await arrive({ raw: { from: CUSTOMER, signing: { domain: 'example.org' } } });
  expect([own.email?.verdict, await speaker(own.email!)]).toEqual(['verified', 'customer']);
});

it('knows more than forty', () => {
  expect(FORGERIES.length).toBeGreaterThanOrEqual(40);
});

it.each(FORGERIES)('does not believe %s', async (_what, forgery) => {
  const { status, result, email } = await arrive(forgery);
  expect(status).toBe(200);
  const author = await speaker(email!);
  expect([author, email?.forwardedBy, email?.verdict === 'verified' && author === 'customer']).toEqual([
    expect.not.stringMatching(/^agent$/),
    null,
    false,
  ]);
  // Only a mail that shows the customer's own address may speak for them, and then it is marked as unproven.
  if (author === 'customer' && email?.conversationId === rig.seed.conversationId)
    expect([email.fromEmail, email.verdict]).toEqual([CUSTOMER, 'unverified']);
  expect(result).toBeDefined();
});
