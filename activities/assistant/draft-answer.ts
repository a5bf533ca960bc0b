import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Logger } from 'pino';
import type { DraftOutcome } from '../../domain/conversation/drafts.ts';
import type { Database } from '../../db/connection/database.ts';
import { loadDraft, type DraftContext } from '../../db/recording/drafts.ts';
import { readSpent } from '../../db/project/spending.ts';
import { notify, publishDraft } from '../../db/connection/feed.ts';
import type { ConversationId, DraftId } from '../../domain/ids.ts';
import { NOTHING_SPENT, type Spent } from '../../domain/project/budgets/budgets.ts';
import type { Answer, Assistant, Question } from './assistant.ts';
import { ModelFailure } from './model/model-failure.ts';
import { createDraftStream } from './draft-stream.ts';
import { placeGaps } from './unanswered/place-gaps.ts';
import { keepFailure, recordOutcome } from './record-outcome.ts';
import { stopSignal } from './stop-signal.ts';
import { summaryOf } from './summary-of.ts';
import { turnsOf } from './turns-of.ts';

/** What it takes to write an answer. */
export interface DraftDependencies {
  db: Database;
  assistant: Assistant;
  log: Logger;
}

export interface Draft {
  conversationId: ConversationId;
  draftId: DraftId;
}

/** And how. `spent`: what the workflow remembers of what was spent before; absent where an earlier version began it. */
export interface DraftInput extends Draft {
  isMailed?: boolean;
  spent?: Spent;
}

/** Before a model that failed is asked again; doubled each time. */
const MODEL_BACKOFF_MS = 1_000;

/**
 * Writes the assistant's answer: retrieves, asks, streams, and records it itself. Only the draft named in the
 * conversation's row may publish or record; an abandoned one stops within a batch of text and leaves nothing behind.
 */
export async function draftAnswer(
  deps: DraftDependencies,
  { isMailed = false, spent = NOTHING_SPENT, ...draft }: DraftInput,
): Promise<DraftOutcome> {
  const { earlier, context } = await loadDraft(deps.db, draft);
  if (earlier) return withSpent(deps, draft, earlier);
  if (!context) return { outcome: 'abandoned' };
  const stop = stopSignal();
  try {
    await startOver(deps, draft);
    const question = questionOf(context, { isMailed, conversation: { ...draft, spent } });
    const answer = await ask(deps, { draft, question, stop });
    if (stop.abandoned) return { outcome: 'abandoned' };
    const summary = await summaryOf(deps, { answer, question, signal: stop.signal });
    const outcome = await recordOutcome(deps, { draft, context, answer });
    if (answer.citations.length === 0) await placeGaps(deps, context.project.id);
    const whole = outcome.outcome === 'escalate' && summary ? { ...outcome, summary } : outcome;
    return await withSpent(deps, draft, whole);
  } catch (error) {
    if (stop.abandoned) return { outcome: 'abandoned' };
    if (error instanceof ModelFailure) await keepFailure(deps, { draft, context, error });
    throw asFailure(deps, error);
  } finally {
    stop.end();
  }
}

/** Also of an answer that an earlier attempt recorded without coming to say so. */
async function withSpent(
  { db }: Pick<DraftDependencies, 'db'>,
  { conversationId }: Draft,
  outcome: DraftOutcome,
): Promise<DraftOutcome> {
  if (outcome.outcome === 'abandoned') return outcome;
  const spent = await readSpent(db, conversationId);
  return spent ? { ...outcome, spent } : outcome;
}

async function ask(
  deps: Pick<DraftDependencies, 'db' | 'assistant'>,
  { draft, question, stop }: { draft: Draft; question: Question; stop: ReturnType<typeof stopSignal> },
): Promise<Answer> {
  const stream = createDraftStream({
    publish: (piece) => publishDraft(deps.db, { kind: 'draft', ...draft, ...piece }),
    withdraw: () => notify(deps.db, { kind: 'withdrawn', ...draft }),
    abandoned: () => stop.abandon(),
  });
  try {
    return await deps.assistant.answer(question, {
      onText: (text) => stream.write(text),
      onWithdrawn: () => stream.withdraw(),
      signal: stop.signal,
    });
  } finally {
    await stream.end();
  }
}

function questionOf(
  { project, isIdentified, turns }: DraftContext,
  how: Required<Pick<Question, 'isMailed' | 'conversation'>>,
): Question {
  return {
    ...how,
    project,
    // A mail is read by whoever has the mailbox, and shows nobody's identity.
    isIdentified: isIdentified && !how.isMailed,
    turns: turnsOf(turns),
  };
}

/** A retried draft withdraws what an earlier attempt had shown. */
async function startOver(deps: Pick<DraftDependencies, 'db'>, draft: Draft): Promise<void> {
  if (Context.current().info.attempt > 1) await notify(deps.db, { kind: 'withdrawn', ...draft });
}

function asFailure(deps: Pick<DraftDependencies, 'log'>, error: unknown): unknown {
  if (!(error instanceof ModelFailure)) return error;
  deps.log.warn({ code: error.code, retryable: error.retryable }, 'the model failed');
  const { code: type, retryable, retryAfterMs, message } = error;
  const nextRetryDelay = retryAfterMs ?? MODEL_BACKOFF_MS * 2 ** (Context.current().info.attempt - 1);
  return ApplicationFailure.create({
    type,
    message,
    nonRetryable: !retryable,
    nextRetryDelay,
  });
}
