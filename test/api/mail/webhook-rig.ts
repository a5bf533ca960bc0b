import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import pino from 'pino';
import type { GatewayOf } from '../../../api/gateway/gateway.ts';
import { createEventsWebhook } from '../../../api/mail/webhook/events.ts';
import type { Resolve } from '../../../api/mail/provider/dns-resolver.ts';
import type { Accepted } from '../../../api/streams/arrivals.ts';
import { createInboundWebhook } from '../../../api/mail/webhook/inbound.ts';
import type { Config } from '../../../config.ts';
import { connect } from '../../../db/connection/database.ts';
import { inboundEmails } from '../../../db/schema/schema.ts';
import { checkedSignal } from '../../../domain/contract/checked-input.ts';
import type { SignalInput } from '../../../domain/contract/contract.ts';
import { replyAddress } from '../../../domain/mail/address/reply-address.ts';
import { createTestDatabase } from '../../support/stack/database.ts';
import { freePort } from '../../support/stack/free-port.ts';
import { seedConversation } from '../../support/rows/seed-conversation.ts';
import { createUndo } from '../../support/undo.ts';

const SECRET = 'the newest webhook secret';
const OLDER_SECRET = 'an older webhook secret';

interface Signal {
  name: string;
  conversationId: string;
  input: SignalInput<'inboundEmail'> | SignalInput<'mailEvent'>;
}

/** A network without name servers. */
const noNames: Resolve = (name) => Promise.reject(new Error(`Nobody answers for ${name}.`));

/** Both webhooks over real HTTP on a real database; the road to Temporal records what goes over it and fails on demand. */
export async function startWebhooks(options: { resolve?: Resolve } = {}) {
  const undo = createUndo();
  const database = await createTestDatabase();
  undo.defer(() => database[Symbol.asyncDispose]());
  const connection = connect(database.url);
  undo.defer(() => connection.close());
  const { db } = connection;
  const seed = await seedConversation(db);

  const signals: Signal[] = [];
  const road: { failure: Error | null } = { failure: null };
  const gateway: GatewayOf<'mail'> = {
    signal: (name, conversationId, input) => {
      if (road.failure) return Promise.reject(road.failure);
      signals.push({ name, conversationId, input: checkedSignal(name, input) as Signal['input'] });
      return Promise.resolve();
    },
    signalRunning: () => Promise.reject(new Error('Mail starts its conversation.')),
    update: () => Promise.reject(new Error('No webhook gives commands.')),
    query: () => Promise.reject(new Error('No webhook asks.')),
  };
  const mail: Config['mail'] = {
    postmarkToken: 'token',
    postmarkUrl: null,
    inboundDomain: 'reply.example.test',
    inboundAddress: null,
    replyAddressSecrets: [randomBytes(24).toString('hex')],
    publicUrl: 'http://127.0.0.1',
    webhookSecrets: [SECRET, OLDER_SECRET],
  };
  const deps = { db, gateway, mail, log: pino({ level: 'silent' }) };
  const accepted: Accepted[] = [];
  const feed = { arrivals: { accepted: (said: Accepted) => void accepted.push(said) } };
  const inbound = createInboundWebhook({ ...deps, feed, resolve: options.resolve ?? noNames });
  const events = createEventsWebhook(deps);
  const server = createServer((req, res) => void (req.url === '/inbound' ? inbound : events)(req, res));
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  undo.defer(() => {
    server.closeAllConnections();
    server.close();
  });

  const post = async (
    path: '/inbound' | '/events',
    body: unknown,
    options: { secret?: string | null; raw?: string } = {},
  ) => {
    const { secret = SECRET } = options;
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(secret !== null && {
          Authorization: `Basic ${Buffer.from(`postmark:${secret}`).toString('base64')}`,
        }),
      },
      body: options.raw ?? JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };
  return {
    db,
    seed,
    signals,
    /** Shown as arriving. */
    accepted,
    road,
    mail,
    post,
    olderSecret: OLDER_SECRET,
    closeDatabase: () => connection.close(),
    address: replyAddress(seed, mail),
    emails: () => db.select().from(inboundEmails),
    [Symbol.asyncDispose]: () => undo.all(),
  };
}

/** Postmark's inbound JSON, as short as a mail can be. */
export function inboundJson(to: string, parts: Record<string, unknown> = {}): Record<string, unknown> {
  const id = crypto.randomUUID();
  return {
    MessageID: id,
    MessageStream: 'inbound',
    From: 'kim@example.org',
    FromFull: { Email: 'Kim@example.org', Name: 'Kim', MailboxHash: '' },
    To: to,
    ToFull: [{ Email: to, Name: '', MailboxHash: to.split('@')[0]?.split('+')[1] ?? '' }],
    OriginalRecipient: to,
    MailboxHash: to.split('@')[0]?.split('+')[1] ?? '',
    Subject: 'Re: How do I start it?',
    TextBody:
      'It works now.\n\nOn Tue, Nov 24, 2026 at 3:40 AM Ana <support@acme.example> wrote:\n\n> Try it.',
    Headers: [
      { Name: 'X-Spam-Tests', Value: 'DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU,SPF_PASS' },
      { Name: 'Message-ID', Value: `<${id}@mail.example.org>` },
    ],
    Attachments: [],
    ...parts,
  };
}
