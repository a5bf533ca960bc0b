import { keepShadow } from '../../../db/assistant/keep-unsaid-words.ts';
import { loadAsked } from '../../../db/recording/load-asked.ts';
import type { DraftContext } from '../../../db/recording/drafts.ts';
import { findProject } from '../../../db/project/projects.ts';
import { modeOf } from '../../../domain/assistant/modes/mode.ts';
import type { ConversationId, DraftId, ProjectId } from '../../../domain/ids.ts';
import { questionOf, type DraftDependencies } from '../draft-answer.ts';
import { ModelFailure } from '../model/model-failure.ts';
import { keptOf } from '../record-outcome.ts';
import { stopSignal } from '../stop-signal.ts';

export interface ShadowOf {
  projectId: ProjectId;
  conversationId: ConversationId;
  draftId: DraftId;
  isMailed: boolean;
}

/**
 * Writes what the assistant would say while people answer, and shows it to nobody there. What an agent said meanwhile is
 * left out, so that both answer the same words. @returns whether there is something to compare.
 */
export async function draftInShadow(
  deps: DraftDependencies,
  { projectId, conversationId, draftId, isMailed }: ShadowOf,
): Promise<{ isKept: boolean }> {
  const project = await findProject(deps.db, projectId);
  if (!project || modeOf(project, { isMailed, isAgreed: false }) !== 'shadow') return { isKept: false };
  const asked = await loadAsked(deps.db, { projectId, conversationId });
  const context = asked && untilQuestion(asked);
  if (!context) return { isKept: false };
  const stop = stopSignal();
  try {
    const question = questionOf(context, { isMailed });
    const answer = await deps.assistant.answer(question, { onText: () => {}, signal: stop.signal });
    const reason = answer.outcome === 'escalate' ? (answer.reason ?? 'The assistant did not say why.') : null;
    const evidence = { ...keptOf(context, answer), reason };
    // What only says that a person comes is no answer to compare.
    const text = answer.outcome === 'answered' ? answer.text : '';
    const { citations } = answer;
    return { isKept: await keepShadow(deps.db, { conversationId, draftId, text, citations, evidence }) };
  } catch (error) {
    // Nobody waits for it: one answer less is compared.
    if (!(error instanceof ModelFailure)) throw error;
    deps.log.warn({ code: error.code }, 'the model failed beside an agent');
    return { isKept: false };
  } finally {
    stop.end();
  }
}

function untilQuestion(context: DraftContext): DraftContext | null {
  const last = context.turns.findLastIndex(({ author }) => author.by === 'customer');
  return last < 0 ? null : { ...context, turns: context.turns.slice(0, last + 1) };
}
