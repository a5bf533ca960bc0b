import type { AgentId, RuleId, TagId } from '../ids.ts';
import type { Priority } from '../triage.ts';
import type { RuleStop } from './decide.ts';
import type { OwedBy } from './rule.ts';

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
  /** They did not go on, so that they would not run for ever. */
  | { kind: 'rulesStopped'; rules: string[]; why: RuleStop['why'] };

export const RULE_EVENTS: RuleEvent['kind'][] = ['ruleRan', 'ruleSaid', 'ruleCancelled', 'rulesStopped'];

export const isRuleEvent = (event: { kind: string }): event is RuleEvent =>
  RULE_EVENTS.some((kind) => kind === event.kind);
