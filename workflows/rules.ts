import { CancellationScope, isCancellation, sleep, uuid4 } from '@temporalio/workflow';
import type { Silence } from '../activities/rules/ask-rules.ts';
import type { ConversationState } from '../domain/conversation/state.ts';
import { applyPlan } from '../domain/rules/running/apply-plan.ts';
import { rulesAhead } from '../domain/conversation/next-batch.ts';
import { patientTranscript, transcript } from './activities.ts';
import { turnOf } from './queues/turn.ts';

export interface RuleTimer {
  outOfDate(): boolean;
  busy(): boolean;
  follow(): void;
}

/** A rule that is changed to an earlier moment counts after this, however far away the old one is. In milliseconds. */
const LONGEST_REST = 24 * 3_600_000;

export const newRuleId = () => `msg_${uuid4().replaceAll('-', '').slice(0, 24)}` as const;

/**
 * Runs the rules of a conversation that nobody touches. One timer for the soonest; when it ends the rules themselves are asked,
 * because they may have been changed or switched off since.
 */
export function createRuleTimer(state: ConversationState): RuleTimer {
  let timer: { at: string; scope: CancellationScope } | null = null;
  let asking = false;
  const wanted = () => rulesAhead(state)[0]?.at ?? null;
  const isOver = () => !asking && (timer?.at ?? null) !== wanted();
  const isAsked = () => !asking && state.rules.asked.length > 0;

  const wait = async (at: string) => {
    const own = { at, scope: new CancellationScope() };
    timer = own;
    const rest = Math.min(LONGEST_REST, Math.max(1, Date.parse(at) - Date.now()));
    try {
      await own.scope.run(() => sleep(rest, { summary: 'Run a rule if nobody touches it' }));
    } catch (error) {
      if (isCancellation(error)) return;
      throw error;
    }
    if (timer !== own) return;
    await ask(null);
    if (timer === own) timer = null;
  };
  const ask = async (asked: ConversationState['rules']['asked'][number] | null) => {
    asking = true;
    await askFor(state, asked);
    asking = false;
  };

  return {
    outOfDate: () => isOver() || isAsked(),
    busy: () => asking,
    follow: () => {
      const asked = isAsked() ? state.rules.asked.shift() : undefined;
      if (asked) return void ask(asked);
      if (!isOver()) return;
      timer?.scope.cancel();
      timer = null;
      const at = wanted();
      if (at) void wait(at);
    },
  };
}

async function askFor(
  state: ConversationState,
  asked: ConversationState['rules']['asked'][number] | null,
): Promise<void> {
  const { since, done, moved } = state.rules;
  if (since === null) return;
  const now = new Date().toISOString();
  const answer = await answerOf(state, {
    since,
    now,
    status: state.status,
    done,
    moved,
    asked: asked?.id ?? null,
  });
  // Somebody touched it meanwhile: the silence is over.
  if (state.rules.since !== since) return;
  if (!answer) {
    const due = rulesAhead(state).filter((rule) => Date.parse(rule.at) <= Date.parse(now));
    state.rules.done = [...done, ...due.map(({ id }) => id)];
    return;
  }
  state.rules.done = [...new Set([...state.rules.done, ...answer.ended])];
  const at = new Date().toISOString();
  applyPlan(state, answer, { newId: newRuleId, at, ...(asked && { askedBy: asked.agentId }) });
  state.dirty = true;
}

/** Whoever cannot be asked at once is asked for as long as it takes; what fails for good runs nothing. */
function answerOf(
  { projectId, conversationId }: ConversationState,
  silence: Omit<Silence, 'projectId' | 'conversationId'>,
) {
  const about = { projectId, conversationId, ...silence };
  const summary = 'Ask the rules of a conversation that nobody touched';
  const options = { ...turnOf({ projectId }, 'transcript'), summary };
  return transcript.askRules
    .executeWithOptions({ summary }, [about])
    .catch(() => patientTranscript.askRules.executeWithOptions(options, [about]))
    .catch(() => null);
}
