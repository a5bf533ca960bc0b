import type { Assistant } from '../../../activities/assistant/assistant.ts';
import { projects } from '../../../db/schema/schema.ts';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { newId, type ConversationId } from '../../../domain/ids.ts';
import { answerMail } from '../../../mailbox/answer-mail.ts';
import { eventually } from '../eventually.ts';
import { startProduct } from '../stack/start-product.ts';
import { signIn } from './agent-client.ts';
import { beginVisit } from './visitor-client.ts';

/** Knows nothing, and remembers what it was shown. */
function silentAssistant(): Assistant & { shown: string[][] } {
  const shown: string[][] = [];
  return {
    shown,
    answer: ({ turns }) => {
      shown.push(turns.map(({ text }) => text));
      return Promise.resolve({
        outcome: 'answered',
        text: 'I do not know.',
        reason: null,
        citations: [],
        model: null,
        usage: null,
      });
    },
  };
}

/** The product with an agent, customers who chat and answer by mail, and transcripts as lists of lines. */
export async function startMoving() {
  const product = await startProduct({ worker: false });
  const assistant = silentAssistant();
  const worker = await product.startWorker({ assistant });
  const team = (await signIn(product)).conversations;
  // Nobody here thinks again about a reply.
  await product.database.db.update(projects).set({ undoSeconds: 0 });

  const transcript = (conversationId: ConversationId) =>
    readTranscript(product.database.db, { conversationId, afterRevision: 0 });

  /** `customer: Hello`, `(closed)`; `>` for what was split off from here. What was taken back is left out. */
  const lines = async (conversationId: ConversationId) => {
    const all = await transcript(conversationId);
    if (all.some(({ seq }, index) => seq !== index + 1)) throw new Error('There is a gap in the numbers.');
    return all
      .filter(({ place }) => !place?.withdrawn)
      .map(({ author, text, event, place }) =>
        event ? `(${event.kind})` : `${place?.to ? '> ' : ''}${author.by}: ${text}`,
      );
  };
  const until = (what: string, conversationId: ConversationId, holds: (lines: string[]) => boolean) =>
    eventually(what, async () => {
      const found = await lines(conversationId);
      return holds(found) && found;
    }).catch(async (error: unknown) => {
      throw new Error(`${String(error)}\n${(await lines(conversationId)).join('\n')}`);
    });

  /** A visitor who said something, gave an address and has had one answer by mail. */
  const chat = async (text: string, email: string) => {
    const visit = await beginVisit(product);
    await visit.say(text);
    await until('the answer', visit.conversationId, (all) => all.length === 2);
    await visit.askForPerson(email);
    await until('the escalation', visit.conversationId, (all) => all.includes('(escalated)'));
    const mail = await reply(visit.conversationId, `About “${text}”`);
    return { ...visit, id: visit.conversationId, mail };
  };

  /** @returns the mail that left. */
  const reply = async (conversationId: ConversationId, text: string) => {
    const sent = product.mailbox.ledger().length;
    const seenSeq = (await transcript(conversationId)).at(-1)?.seq ?? 0;
    await team.reply.mutate({ conversationId, id: newId('msg'), text, seenSeq });
    return eventually(`the mail “${text}”`, () => product.mailbox.ledger()[sent]);
  };

  /** Somebody else answers the mail a customer got. */
  const strangerAnswers = async (mailId: string, text: string, email: string, called?: string) => {
    const mail = product.mailbox.ledger().find(({ id }) => id === mailId);
    if (!mail) throw new Error('There is no such mail.');
    const [name = ''] = email.split('@');
    const { payload } = answerMail({ ...mail, to: email }, text);
    return post({ ...payload, FromName: called ?? name });
  };
  const post = async (payload: object) => {
    const [secret] = product.config.mail.webhookSecrets;
    const response = await fetch(`${product.url}/webhooks/postmark/inbound`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`postmark:${secret}`).toString('base64')}`,
      },
      body: JSON.stringify(payload),
    });
    if (!response.ok) throw new Error(`The webhook answered ${response.status}.`);
  };

  return { product, worker, team, transcript, lines, until, chat, reply, strangerAnswers, assistant };
}
