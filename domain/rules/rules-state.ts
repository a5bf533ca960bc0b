import type { AgentId, MessageId, RuleId } from '../ids.ts';
import type { RuleName, WaitingRule } from './planned.ts';

/** What a conversation remembers of its project's rules. */
export interface RulesState {
  /** Since when nobody touched it, ISO 8601; null: nothing has been recorded since rules wait here. */
  since: string | null;
  /** As they were when somebody last touched it: asked again before one of them runs. */
  waiting: WaitingRule[];
  /** Those that ran in this silence, or that an agent cancelled. */
  done: RuleId[];
  /** An agent does not want to wait for these. */
  asked: { id: RuleId; agentId: AgentId }[];
  /** What ran within the last hour, oldest first. */
  ran: { id: RuleId; at: string }[];
  /** When each last sent its saved reply. */
  said: Record<RuleId, string>;
  /** When it was last said of rules that they stopped, by what was said. */
  stopped: Record<string, string>;
  /** Webhooks to call, by the event that says so. */
  calls: { id: MessageId; rule: RuleName }[];
}

export const noRules = (): RulesState => ({
  ...{ since: null, waiting: [], done: [], asked: [], ran: [], said: {}, stopped: {}, calls: [] },
});
