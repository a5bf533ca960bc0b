import { asc, eq } from 'drizzle-orm';
import type { Answer, Assistant } from '../../../activities/assistant/assistant.ts';
import { conversations, projects } from '../../../db/schema/schema.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { newId, type ConversationId } from '../../../domain/ids.ts';
import type { Message } from '../../../domain/message.ts';
import type { SentMail } from '../../../mailbox/mail.ts';
import { eventually } from '../eventually.ts';
import type { Product, ProductOptions } from '../stack/product.ts';
import { startProduct } from '../stack/start-product.ts';
import { beginVisit } from '../people/visitor-client.ts';

/** An assistant that always says the same. */
export const saying = (text: string, answer: Partial<Answer> = {}): Assistant => ({
  answer: () =>
    Promise.resolve({
      outcome: 'answered',
      text,
      reason: null,
      citations: [],
      model: null,
      usage: null,
      ...answer,
    }),
});

/** A product whose project has settings of its own. */
export async function startMailing(
  settings: Partial<typeof projects.$inferInsert>,
  { assistant = saying('Run **npm start**.'), ...options }: ProductOptions & { assistant?: Assistant } = {},
): Promise<Product> {
  const product = await startProduct({ ...options, worker: false });
  const { db } = product.database;
  await db
    .update(projects)
    .set({ name: 'Acme', ...settings })
    .where(eq(projects.id, product.project.id));
  await product.startWorker({ assistant });
  return product;
}

/** The installation's first conversation, as soon as there is one. */
export async function firstConversation(product: Product) {
  return eventually('a conversation', async () => {
    const rows = await product.database.db.select().from(conversations).orderBy(asc(conversations.createdAt));
    return rows[0];
  });
}

export async function transcriptOf(product: Product, id?: ConversationId): Promise<Message[]> {
  const conversationId = id ?? (await firstConversation(product)).id;
  return readTranscript(product.database.db, { conversationId, afterRevision: 0 });
}

/** `customer by email: Hello` for what was said, `(escalated)` for what happened. */
function lineOf({ author, channel, event, text }: Message): string {
  return event ? `(${event.kind})` : `${author.by} by ${channel}: ${text}`;
}

/** Waits until the transcript says exactly this. */
export async function transcriptSays(
  product: Product,
  expected: string[],
  id?: ConversationId,
): Promise<Message[]> {
  let last: Message[] = [];
  try {
    return await eventually('the transcript', async () => {
      last = await transcriptOf(product, id);
      return JSON.stringify(last.map(lineOf)) === JSON.stringify(expected) && last;
    });
  } catch {
    throw new Error(`The transcript says ${JSON.stringify(last.map(lineOf), null, 1)}`);
  }
}

/** A conversation from the widget whose customer got an agent's reply by mail. */
export async function mailedReply(
  product: Product,
  email: string,
  text = 'Here you are.',
): Promise<{ conversationId: ConversationId; mail: SentMail }> {
  const { conversationId, askForPerson } = await beginVisit(product);
  await askForPerson(email);
  await eventually('the escalation', async () => (await transcriptOf(product, conversationId)).length === 2);
  const before = product.mailbox.ledger().length;
  const reply = { id: newId('msg'), text, seenSeq: 2 };
  await product.gateway.agent.update('reply', conversationId, reply, { agentId: product.agentId });
  const mail = await eventually('the reply’s mail', () =>
    product.mailbox
      .ledger()
      .slice(before)
      .find(({ to }) => to.includes(email)),
  );
  await eventually('the mail’s delivery', async () => {
    const messages = await transcriptOf(product, conversationId);
    return messages.some(({ delivery }) => delivery?.state === 'delivered');
  });
  return { conversationId, mail };
}
