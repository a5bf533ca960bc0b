import { ApplicationFailure, Context } from '@temporalio/activity';
import type { Logger } from 'pino';
import { modeOf, type Deadline, type ModeSettings } from '../../domain/assistant/modes/mode.ts';
import type { DraftOutcome } from '../../domain/conversation/answers/drafts.ts';
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
  /** How long a minute of a project's settings takes, in milliseconds; 60,000 when not given. */
  minuteMs?: number | undefined;
}

export interface Draft {
  conversationId: ConversationId;
  draftId: DraftId;
}

/** And how. `spent`: what the workflow remembers of what was spent before; absent where an earlier version began it. */
export interface DraftInput extends Draft {
  isMailed?: boolean;
  /** An agent wants the assistant to go on here, whatever the mode. */
  isAgreed?: boolean;
  spent?: Spent;
}

/** Before a model that failed is asked again; doubled each time. */
const MODEL_BACKOFF_MS = 1_000;

/**
 * Writes the assistant's answer, in the mode of this moment: retrieves, asks, streams, and records it itself. Only the draft named in the
 * conversation's row may publish or record; an abandoned one stops within a batch of text and leaves nothing behind.
 */
export async function draftAnswer(
  deps: DraftDependencies,
  { isMailed = false, isAgreed = false, spent = NOTHING_SPENT, ...draft }: DraftInput,
): Promise<DraftOutcome> {
  const { earlier, context, modes } = await loadDraft(deps.db, draft);
  if (earlier) return withSpent(deps, draft, earlier);
  if (!context || !modes) return { outcome: 'abandoned' };
  const mode = modeOf(modes, { isMailed, isAgreed });
  if (mode === 'off' || mode === 'shadow') return { outcome: 'escalate', seq: null, reason: '', mode };
  const deadline = mode === 'draft' ? deadlineOf(modes, deps.minuteMs) : null;
  const stop = stopSignal();
  try {
    await startOver(deps, draft);
    const question = questionOf(context, { isMailed, conversation: { ...draft, spent } });
    const answer = await ask(deps, { draft, question, stop, isShown: deadline === null });
    if (stop.abandoned) return { outcome: 'abandoned' };
    // The customer would read it, and nobody has approved it.
    const summary = deadline ? null : await summaryOf(deps, { answer, question, signal: stop.signal });
    const outcome = await recordOutcome(deps, { draft, context, answer, deadline });
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
  if (outcome.outcome === 'abandoned' || outcome.spent) return outcome;
  const spent = await readSpent(db, conversationId);
  return spent ? { ...outcome, spent } : outcome;
}
const deadlineOf = ({ draftMinutes, draftThen }: ModeSettings, minuteMs = 60_000): Deadline => ({
  ms: draftMinutes * minuteMs,
  then: draftThen,
});

async function ask(
  deps: Pick<DraftDependencies, 'db' | 'assistant'>,
  asked: { draft: Draft; question: Question; stop: ReturnType<typeof stopSignal>; isShown: boolean },
): Promise<Answer> {
  const { draft, question, stop, isShown } = asked;
  if (!isShown) return deps.assistant.answer(question, { onText: () => {}, signal: stop.signal });
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

export function questionOf(
  { project, isIdentified, turns }: DraftContext,
  how: Required<Pick<Question, 'isMailed'>> & Pick<Question, 'conversation'>,
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
