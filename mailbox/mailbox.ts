import { setMaxListeners } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { answerMail } from './answer-mail.ts';
import { createBehaviour, type Behaviour } from './behaviour.ts';
import { sendJson } from './http.ts';
import { parseAddresses, type Answer, type MailFile, type SentMail, type WebhookResult } from './mail.ts';
import { Mails } from './mails.ts';
import { inboundDomainOf, loopBack } from './loop-back.ts';
import { handlePage } from './page.ts';
import { handleApi } from './postmark-api.ts';
import type { Writer } from './writer.ts';
import { handleSetupApi, type SetupOptions } from './setup-api.ts';
import { eventFor, postWebhook, RETRIES_MS } from './webhooks.ts';

export interface MailboxOptions {
  /** 0 takes any free port. */
  port: number;
  /** Null: any server token will do. */
  serverToken?: string | null;
  /** The Basic password for the webhooks; without one nothing is posted. */
  webhookSecret?: string | null;
  inboundWebhookUrl?: string;
  eventsWebhookUrl?: string;
  /** Mail that is sent there comes back through the inbound webhook, as it does at Postmark. */
  inboundDomain?: string | null;
  inboundAddress?: string | null;
  /** File in which mails outlive the process; null keeps them in memory. */
  journal?: string | null;
  behaviour?: Behaviour;
  /** Milliseconds between accepting a mail and reporting it delivered. */
  deliveryDelayMs?: number;
  /** Milliseconds between the tries of a webhook. */
  retries?: readonly number[];
}

export interface Mailbox {
  url: string;
  /** Every mail accepted so far, oldest first: what customers really got. */
  ledger(): readonly SentMail[];
  answers(): readonly Answer[];
  /** How the next sends are treated. */
  behave(behaviour: Behaviour): void;
  /** Answers a mail as its customer, or as somebody who is not; posts it in the background. @throws when there is no such mail. */
  answer(mailId: string, text: string, as?: { writer?: Writer; files?: MailFile[] }): Answer;
  stop(): Promise<void>;
}

const DELIVERY_DELAY_MS = 1_000;

/** Starts the local mailbox: Postmark's API and webhooks without a network, and a page that is every customer's mail program. */
export async function startMailbox(options: MailboxOptions): Promise<Mailbox> {
  const mails = new Mails(options.journal ?? null);
  const behaviour = createBehaviour(options.behaviour);
  const stopping = new AbortController();
  // Every mail whose fate is still to be told waits for it.
  setMaxListeners(0, stopping.signal);
  const post = createPosts(options, { mails, signal: stopping.signal });
  const answer: Mailbox['answer'] = (mailId, text, as) => {
    const mail = mails.find(mailId);
    if (!mail) throw new RangeError('There is no such mail.');
    const written = answerMail(mail, text, as);
    mails.addAnswer(written);
    post.answer(written);
    return written;
  };

  const accepted = (mail: SentMail) => {
    const [recipient] = parseAddresses(mail.to);
    if (!behaviour.isSilent(recipient?.email.toLowerCase() ?? '')) post.accepted(mail);
  };
  const token = options.serverToken ?? null;
  const api = { token, mails, behaviour, accepted };
  const handle = async (req: IncomingMessage, res: ServerResponse) => {
    if (await handleApi(api, req, res)) return;
    if (handleSetupApi(setupOf(options, { mails, retry: post.answer }), req, res)) return;
    await handlePage({ mails, answer, signal: stopping.signal }, req, res);
  };
  const server = createServer((req, res) => {
    handle(req, res).catch(() => {
      if (!res.headersSent) sendJson(res, 500, { ErrorCode: 500, Message: 'Internal Server Error' });
      else res.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  post.resume();
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ledger: () => mails.sent,
    answers: () => mails.answers,
    behave: behaviour.set,
    answer,
    stop: async () => {
      stopping.abort();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function setupOf(
  options: MailboxOptions,
  { mails, retry }: { mails: Mails; retry: (arrival: Answer) => void },
): SetupOptions {
  return {
    token: options.serverToken ?? null,
    webhookSecret: options.webhookSecret ?? null,
    inboundWebhookUrl: options.inboundWebhookUrl,
    eventsWebhookUrl: options.eventsWebhookUrl,
    inboundDomain: options.inboundDomain ?? null,
    inboundAddress: options.inboundAddress ?? null,
    arrivals: mails.answers,
    retry,
  };
}

/** Everything the product is told; what a stop interrupts is told after the next start. */
function createPosts(options: MailboxOptions, { mails, signal }: { mails: Mails; signal: AbortSignal }) {
  const { webhookSecret: secret, retries = RETRIES_MS, deliveryDelayMs = DELIVERY_DELAY_MS } = options;
  const post = (url: string | undefined, body: unknown, told: (result: WebhookResult) => unknown) => {
    if (url && secret) void postWebhook(url, { secret, body, retries, signal, told });
  };
  const event = async (mail: SentMail) => {
    await delay(deliveryDelayMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    post(options.eventsWebhookUrl, eventFor(mail), ({ settled }) => settled && mails.markReported(mail.id));
  };
  const answer = (written: Answer) =>
    post(options.inboundWebhookUrl, written.payload, (result) => mails.setResult(written.id, result));
  const { inboundDomain = null, inboundAddress = null } = options;
  const domain = inboundDomainOf({ inboundDomain, inboundAddress });
  const accepted = (mail: SentMail) => {
    void event(mail);
    for (const arrival of domain ? loopBack(mail, domain) : []) {
      mails.addAnswer(arrival);
      answer(arrival);
    }
  };
  return {
    accepted,
    answer,
    resume: () => {
      for (const mail of mails.sent) if (!mails.reported.has(mail.id)) void event(mail);
      for (const written of mails.answers) if (!written.result.settled) answer(written);
    },
  };
}
