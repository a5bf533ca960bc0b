import { eq } from 'drizzle-orm';
import { inboundEmails, messages } from '../../../db/schema/schema.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { newId } from '../../../domain/ids.ts';
import { answerMail } from '../../../mailbox/answer-mail.ts';
import type { SentMail } from '../../../mailbox/mail.ts';
import { eventually } from '../eventually.ts';
import { ADMIN, NO_TEST_WAITS_MS } from '../stack/product.ts';
import { startProduct } from '../stack/start-product.ts';
import { beginVisit } from './visitor-client.ts';

/** Short, for tests that wait for the mail; those in which something happens before it take longer. */
const DELAY_MS = 500;

/** A conversation that Ana is responsible for, whose customer left an address; mails to agents leave soon. */
export async function startTeamInbox({ delayMs = DELAY_MS } = {}) {
  const product = await startProduct({ worker: false });
  const agentMail = { delayMs, escalationMs: NO_TEST_WAITS_MS, publicUrl: product.url };
  await product.startWorker({ agentMail });
  const visit = await beginVisit(product);
  const { conversationId } = visit;
  const { db } = product.database;
  const actor = { agentId: product.agentId };
  const transcript = () => readTranscript(db, { conversationId, afterRevision: 0 });
  const command = () => ({ id: newId('msg') });

  await visit.askForPerson('casey@example.com');
  await eventually('the escalation', async () => (await transcript()).length === 2);
  await product.gateway.agent.update('takeOver', conversationId, command(), actor);

  const toAgent = () => product.mailbox.ledger().filter(({ to }) => to.includes(ADMIN.email));
  const toCustomer = () => product.mailbox.ledger().filter(({ to }) => to.includes('casey'));
  return {
    product,
    visit,
    conversationId,
    actor,
    command,
    transcript,
    toAgent,
    toCustomer,
    said: async () =>
      (await transcript())
        .filter(({ kind }) => kind !== 'event')
        .map(({ kind, author, text }) => `${author.by} ${kind}: ${text}`),
    nextToAgent: (count: number) => eventually(`mail ${count} to the agent`, () => toAgent()[count - 1]),
    emails: () => db.select().from(inboundEmails),
    lastSeq: async () =>
      Math.max(
        ...(await db.select().from(messages).where(eq(messages.conversationId, conversationId))).map(
          ({ seq }) => seq,
        ),
      ),
    /** Answers as another mail program, or another person, would; @returns what the webhook said. */
    answerAs: async (mail: SentMail, text: string, change: (json: Payload) => void) => {
      const json = answerMail(mail, text).payload as unknown as Payload;
      change(json);
      const response = await fetch(`${product.url}/webhooks/postmark/inbound`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`postmark:${product.config.mail.webhookSecrets[0]}`)}` },
        body: JSON.stringify(json),
      });
      return ((await response.json()) as { result: string }).result;
    },
    [Symbol.asyncDispose]: () => product[Symbol.asyncDispose](),
  };
}

export interface Payload {
  From: string;
  FromFull: { Email: string; Name: string };
  To: string;
  ToFull: { Email: string; Name: string; MailboxHash: string }[];
  OriginalRecipient: string;
  MailboxHash: string;
  Headers: { Name: string; Value: string }[];
  Attachments: unknown[];
}
