import type { Logger } from 'pino';
import type { Database } from '../../db/connection/database.ts';
import { findAgentAnswer } from '../../db/knowledge/gaps/agent-answers.ts';
import { findGapDraft, finishGapDraft } from '../../db/knowledge/gaps/gap-drafts.ts';
import { loadGapToTry, recordTried } from '../../db/knowledge/gaps/try-gap.ts';
import type { GapId, MessageId } from '../../domain/ids.ts';
import { personalIn } from '../../domain/knowledge/gaps/personal-in.ts';
import type { Assistant } from '../assistant/assistant.ts';
import { ModelFailure } from '../assistant/model/model-failure.ts';
import { whileAlive } from '../heartbeat/while-alive.ts';

/** What it takes to work on gaps. */
export interface GapDependencies {
  db: Database;
  assistant: Assistant;
  log: Logger;
}

export interface GapActivities {
  /** Asks a gap's questions again, of the docs as they are now. */
  tryGap(about: { gapId: GapId }): Promise<void>;
  /** Lets a model write a draft from an agent's reply. */
  writeGapDraft(about: { gapId: GapId; messageId: MessageId }): Promise<void>;
}

export const createGapActivities = (deps: GapDependencies): GapActivities => ({
  tryGap: (about) => tryGap(deps, about),
  writeGapDraft: (about) => writeGapDraft(deps, about),
});

async function tryGap({ db, assistant }: GapDependencies, { gapId }: { gapId: GapId }): Promise<void> {
  const gap = await loadGapToTry(db, gapId);
  if (!gap) return;
  const answered: MessageId[] = [];
  const unanswered: MessageId[] = [];
  await whileAlive(async () => {
    for (const { id, text } of gap.questions) {
      const knows = await assistant.knows?.({ project: gap.project, turns: [{ by: 'customer', text }] });
      (knows ? answered : unanswered).push(id);
    }
  });
  await recordTried(db, { gapId, answered, unanswered });
}

/** What the agent said is the draft already: a model that fails leaves it, and why. */
async function writeGapDraft(
  { db, assistant, log }: GapDependencies,
  { gapId, messageId }: { gapId: GapId; messageId: MessageId },
): Promise<void> {
  const gap = await loadGapToTry(db, gapId);
  if (!gap) return;
  const { project } = gap;
  const place = { projectId: project.id, gapId };
  const [said, draft] = await Promise.all([
    findAgentAnswer(db, { ...place, messageId }),
    findGapDraft(db, place),
  ]);
  if (!said || !draft || draft.messageId !== messageId) return;
  const done = (made: Parameters<typeof finishGapDraft>[1]) => finishGapDraft(db, made);
  try {
    const questions = gap.questions.map(({ text }) => text);
    const asked = { project, questions, reply: draft.text };
    const article = await whileAlive(async (signal) => assistant.writeArticle?.(asked, signal));
    if (!article) return await done({ gapId, messageId, problem: NO_MODEL });
    const personal = personalIn(`${article.title}\n${article.text}`, said);
    await done({ gapId, messageId, draft: { ...article, by: 'model', personal } });
  } catch (error) {
    if (!(error instanceof ModelFailure)) throw error;
    log.warn({ code: error.code }, 'the model wrote no article');
    await done({ gapId, messageId, problem: `${error.message} The reply itself stands here.` });
  }
}

const NO_MODEL = 'No model may be asked now. The reply itself stands here.';
