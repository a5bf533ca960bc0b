import { eq } from 'drizzle-orm';
import { readTranscript } from '../../../db/conversation/transcript.ts';
import { answers, projects, unsaidAnswers } from '../../../db/schema/schema.ts';
import type { Assistant } from '../../../activities/assistant/assistant.ts';
import { newId } from '../../../domain/ids.ts';
import { eventually } from '../eventually.ts';
import { saying } from '../mail/mail-conversation.ts';
import { startProduct } from '../stack/start-product.ts';
import { signIn } from '../people/agent-client.ts';
import { stateOf } from '../people/state-of.ts';
import { beginVisit } from '../people/visitor-client.ts';

export const DRAFTED = 'Open **Settings** and choose Export.';

/** A visitor, an agent and an assistant in whatever mode; its minutes last as long as they are told to. */
export async function startModed(
  settings: Partial<typeof projects.$inferInsert>,
  { assistant = saying(DRAFTED), minuteMs = 60_000 }: { assistant?: Assistant; minuteMs?: number } = {},
) {
  const product = await startProduct({ worker: false });
  await product.database.db.update(projects).set({ undoSeconds: 0, ...settings });
  const agentMail = { delayMs: 60_000, escalationMs: 60_000, minuteMs, publicUrl: product.url };
  const startWorker = () => product.startWorker({ assistant, agentMail });
  const worker = await startWorker();
  const visit = await beginVisit(product);
  const { conversationId } = visit;
  const { db } = product.database;
  const team = await signIn(product);
  const state = () => stateOf(product, conversationId);
  const lines = async () =>
    (await readTranscript(db, { conversationId, afterRevision: 0 })).map(({ author, event, text }) => {
      if (event?.kind === 'answerDecided') return `(${event.decision})`;
      return event ? `(${event.kind})` : `${author.by}: ${text}`;
    });
  return {
    ...{ product, visit, conversationId, db, team, worker, startWorker, state, lines },
    projectId: product.project.id,
    set: (to: Partial<typeof projects.$inferInsert>) => db.update(projects).set(to),
    detail: () => team.conversations.get.query({ conversationId }),
    command: () => ({ conversationId, id: newId('msg') }),
    /** The draft that waits, as soon as one does; another one than `before`. */
    waiting: (before?: string) =>
      eventually('a draft that waits', async () => {
        const { heldAnswer } = await state();
        return heldAnswer && heldAnswer.draftId !== before && heldAnswer;
      }),
    says: (wanted: string[]) =>
      eventually(
        `the transcript ${wanted.join(' | ')}`,
        async () => JSON.stringify(await lines()) === JSON.stringify(wanted),
        30_000,
      ),
    unsaid: () =>
      db.select().from(unsaidAnswers).innerJoin(answers, eq(answers.messageId, unsaidAnswers.answerId)),
    [Symbol.asyncDispose]: () => product[Symbol.asyncDispose](),
  };
}
