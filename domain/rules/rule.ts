import type { AgentId, RuleId, SavedReplyId, TagId } from '../ids.ts';
import type { Language } from '../language/language.ts';
import type { Channel } from '../message.ts';
import type { OwedBy } from '../rule-event.ts';
import type { Priority } from '../triage.ts';

/** The moment at which a rule is asked. */
export type RuleWhen =
  /** The customer's first words were recorded. */
  | { kind: 'new' }
  /** They wrote again, whoever spoke before. */
  | { kind: 'customerAnswered' }
  /** Nobody said or did anything for so long. Once a silence; closed and snoozed conversations have none. */
  | { kind: 'untouched'; hours: number; owedBy: OwedBy };

/** Each holds by itself; a rule's conditions must hold all. */
export type RuleCondition =
  /** By which road the customer's newest words came. */
  | { kind: 'channel'; channel: Channel }
  /** One of them stands in the subject or in the customer's words, whatever its case and accents. */
  | { kind: 'words'; anyOf: string[] }
  | { kind: 'tag'; anyOf: TagId[] }
  /** Of the customer: whole addresses, or domains such as `example.com`, whose subdomains count too. */
  | { kind: 'address'; anyOf: string[] }
  /** Of business. A team that never closes is always inside. */
  | { kind: 'hours'; inside: boolean }
  /** Guessed from the customer's words. */
  | { kind: 'language'; anyOf: Language[] };

export type RuleAct =
  | { does: 'assign'; assignee: AgentId }
  /** Whoever has the fewest open conversations, and fewer than `capacity`; who is away is left out. Only what has nobody is given. */
  | { does: 'roundRobin'; agents: AgentId[]; capacity: number }
  | { does: 'addTags'; tagIds: TagId[] }
  | { does: 'setPriority'; priority: Priority }
  | { does: 'sendSavedReply'; savedReplyId: SavedReplyId }
  /** `url` is a secret: null where a rule is read, and where one is saved: as it was. `shown`: enough to tell it from others. */
  | { does: 'callWebhook'; url: string | null; shown: string | null }
  | { does: 'close' };

/** What an admin wants to happen by itself. */
export interface Rule {
  id: RuleId;
  name: string;
  isOn: boolean;
  when: RuleWhen;
  conditions: RuleCondition[];
  /** At most one of each kind, and not both `assign` and `roundRobin`. */
  acts: RuleAct[];
  /** 0, 1, 2 …: in which order rules of the same moment run. */
  position: number;
}

export const MAX_RULES = 50;
export const MAX_RULE_NAME = 60;
/** Words, tags, addresses or languages of one condition. */
export const MAX_ANY_OF = 50;
export const MAX_CONDITIONS = 10;
export const MAX_WORD = 100;
/** More open conversations than this has no person in hand. */
export const MAX_CAPACITY = 500;
/** A quarter of a year. */
export const MAX_UNTOUCHED_HOURS = 2_160;
/** Past conversations that a rule is tried on at once. */
export const TRIED_ON = 200;
