import { Context } from '@temporalio/activity';
import { keepUnsaid } from '../../db/assistant/keep-evidence.ts';
import { keepHeld } from '../../db/assistant/keep-unsaid-words.ts';
import type { Database } from '../../db/connection/database.ts';
import { recordAnswer, type DraftContext } from '../../db/recording/drafts.ts';
import { evidenceLine } from '../../domain/assistant/evidence-line.ts';
import { NOTHING_ASKED, type KeptEvidence } from '../../domain/assistant/evidence.ts';
import type { Deadline } from '../../domain/assistant/modes/mode.ts';
import type { DraftOutcome } from '../../domain/conversation/answers/drafts.ts';
import type { ConversationId, DraftId } from '../../domain/ids.ts';
import { languageOf } from '../../domain/language/guess-language.ts';
import type { Answer } from './assistant.ts';
import type { ModelFailure } from './model/model-failure.ts';

interface Drafted {
  draft: { conversationId: ConversationId; draftId: DraftId };
  context: DraftContext;
}

/**
 * Writes an answer into the transcript, and what it rests on beside it; of one without words the latter alone. With a
 * deadline it waits for an agent instead, and what only asks for a person says nothing.
 */
export async function recordOutcome(
  { db }: { db: Database },
  { draft, context, answer, deadline }: Drafted & { answer: Answer; deadline: Deadline | null },
): Promise<DraftOutcome> {
  const { text, citations, outcome } = answer;
  const reason = outcome === 'escalate' ? (answer.reason ?? 'The assistant did not say why.') : null;
  const evidence = { ...keptOf(context, answer), reason };
  const about = evidenceLine(evidence);
  const cause = answer.budget && { cause: 'budget' as const };
  if (text && deadline && outcome === 'answered') {
    const isKept = await keepHeld(db, { ...draft, text, citations, evidence, deadline });
    return isKept ? { outcome: 'held', deadline, about } : { outcome: 'abandoned' };
  }
  if (text && !deadline) {
    const recorded = await recordAnswer(db, { ...draft, text, citations, reason, evidence });
    if (recorded.outcome === 'abandoned') return recorded;
    return recorded.outcome === 'escalate' ? { ...recorded, about, ...cause } : { ...recorded, about };
  }
  await keepUnsaid(db, { ...draft, evidence });
  return {
    outcome: 'escalate',
    seq: null,
    reason: reason ?? 'The assistant had nothing to say.',
    about,
    ...cause,
  };
}

export function keptOf(
  context: DraftContext,
  { citations, evidence, outcome }: Answer,
): Omit<KeptEvidence, 'reason'> {
  const known = evidence ?? {
    ...NOTHING_ASKED,
    outcome: outcome === 'answered' ? ('answered' as const) : ('escalated' as const),
  };
  const cited = [...new Set(citations.map(({ articleId }) => articleId))];
  return { ...known, ...askedIn(context), cited, attempts: Context.current().info.attempt };
}

/** A model that failed is asked again, and what comes then takes this row's place. */
export async function keepFailure(
  { db }: { db: Database },
  { draft, context, error }: Drafted & { error: ModelFailure },
): Promise<void> {
  const asked = askedIn(context);
  const evidence: KeptEvidence = {
    ...{ ...NOTHING_ASKED, ...asked, cost: null, outcome: 'failed', reason: error.message, cited: [] },
    ...{ language: languageOf(asked.question), attempts: Context.current().info.attempt },
  };
  await keepUnsaid(db, { ...draft, evidence });
}

function askedIn({ turns }: DraftContext): Pick<KeptEvidence, 'question' | 'questionId'> {
  const last = turns.findLast(({ author }) => author.by === 'customer');
  return { question: last?.text ?? '', questionId: last?.id ?? null };
}
