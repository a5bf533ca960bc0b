import type { AgentId, MessageId, RuleId, TagId } from './ids.ts';
import type { Priority } from './triage.ts';

/** Whose turn it is in a silence: the customer waits for the team, or the team for the customer. */
export const OWED_BY = ['anyone', 'team', 'customer'] as const;
export type OwedBy = (typeof OWED_BY)[number];

/** A rule as conversations name it. */
export interface RuleName {
  id: RuleId;
  name: string;
}

/** An act with everything that only the database knows. Lies in the history. */
export type PlannedAct =
  | { does: 'assign'; agentId: AgentId }
  /** Everybody who takes turns is away, has enough in hand, or left the team. */
  | { does: 'findNobody' }
  | { does: 'addTags'; tags: { tagId: TagId; name: string }[] }
  | { does: 'setPriority'; priority: Priority }
  | { does: 'say'; text: string }
  | { does: 'sayNothing'; why: string }
  | { does: 'callWebhook' }
  | { does: 'close' };

/** Rules by their names, in the order in which they ran, and why the last of them went no further. */
export interface RuleStop {
  rules: string[];
  /**
   * `circle`: each gives the next what it asks for, and the last the first. `contradicts`: the first had done otherwise.
   * `tooOften`: within an hour.
   */
  why: 'circle' | 'contradicts' | 'tooOften';
}

/** What the rules of a project want of a conversation. */
export interface RulePlan {
  runs: { rule: RuleName; acts: PlannedAct[] }[];
  stops: RuleStop[];
  /** Rules that run when nobody touches it. */
  waiting: WaitingRule[];
}

export interface WaitingRule extends RuleName {
  /** How long nobody may have touched it, in milliseconds. */
  ms: number;
  owedBy: OwedBy;
}

/** A rule that runs at a moment (ISO 8601) if nobody touches the conversation before. */
export interface UpcomingRule extends RuleName {
  at: string;
}

/** What a rule did, as the history tells it. */
export type RuleDeed =
  | { did: 'assigned'; agentId: AgentId }
  | { did: 'foundNobody' }
  | { did: 'tagged'; tags: { tagId: TagId; name: string }[] }
  | { did: 'prioritised'; priority: Priority }
  | { did: 'said' }
  /** `why`: in a sentence. */
  | { did: 'saidNothing'; why: string }
  | { did: 'called' }
  | { did: 'notCalled'; why: string }
  | { did: 'closed' };

/** What rules leave in a conversation's transcript, for the team alone. */
export type RuleEvent =
  /** `askedBy`: an agent did not want to wait for its moment. */
  | { kind: 'ruleRan'; rule: RuleName; did: RuleDeed[]; askedBy?: AgentId }
  /** Of a message: a rule's saved reply, which nobody wrote. `refused`: why it was not mailed. */
  | { kind: 'ruleSaid'; rule: RuleName; refused: string | null }
  | { kind: 'ruleCancelled'; agentId: AgentId; rule: RuleName }
  /** `at`: when it runs instead if nobody touches the conversation before, ISO 8601. */
  | { kind: 'ruleMoved'; agentId: AgentId; rule: RuleName; at: string }
  /** They did not go on, so that they would not run for ever. */
  | { kind: 'rulesStopped'; rules: string[]; why: RuleStop['why'] };

export const RULE_EVENTS: RuleEvent['kind'][] = [
  'ruleRan',
  'ruleSaid',
  'ruleCancelled',
  'ruleMoved',
  'rulesStopped',
];

export const isRuleEvent = (event: { kind: string }): event is RuleEvent =>
  RULE_EVENTS.some((kind) => kind === event.kind);

/** What a conversation remembers of its project's rules. */
export interface RulesState {
  /** Since when nobody touched it, ISO 8601; null: nothing has been recorded since rules wait here. */
  since: string | null;
  /** As they were when somebody last touched it: asked again before one of them runs. */
  waiting: WaitingRule[];
  /** Those that ran in this silence, or that an agent cancelled. */
  done: RuleId[];
  /** Moments (ISO 8601) that agents chose in this silence. */
  moved: Record<RuleId, string>;
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
  ...{ since: null, waiting: [], done: [], moved: {}, asked: [], ran: [], said: {}, stopped: {}, calls: [] },
});
