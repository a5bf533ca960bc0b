import type { ConversationId, RuleId } from '../ids.ts';
import type { RuleAct, RuleCondition } from './rule.ts';

/** A past conversation in which a rule would have run. */
export interface TriedOn {
  id: ConversationId;
  subject: string;
  /** Their name, or else their address; empty: neither is known. */
  customer: string;
  /** When it would have run first, ISO 8601, and how often altogether. */
  at: string;
  times: number;
  conditions: RuleCondition[];
  acts: RuleAct['does'][];
}

/** Another rule that this one has to do with. */
export interface Meeting {
  id: RuleId;
  name: string;
  isOn: boolean;
  /**
   * `feeds`: this one gives a tag that the other asks for; `fed`: the other way round; `circle`: both; `contradicts`: at the same
   * moment they want something else of the same conversation.
   */
  how: 'feeds' | 'fed' | 'circle' | 'contradicts';
}

/** What a rule would have done. Nothing was changed for it. */
export interface Trial {
  /** How many conversations were looked at, the newest first. */
  looked: number;
  /** In how many it would have run. */
  matched: number;
  /** How often it would have run in them. */
  runs: number;
  conversations: TriedOn[];
  meets: Meeting[];
}
