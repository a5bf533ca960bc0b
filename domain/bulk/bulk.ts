import type { UpdateInput } from '../contract/contract.ts';
import { policy, type UpdatesOf } from '../contract/policy.ts';
import type { RefusalCode } from '../errors.ts';
import type { BulkId, ConversationId } from '../ids.ts';
import type { Standing } from '../standing.ts';
import type { TriageView } from '../triage.ts';

type Policies = typeof policy.updates;

/** The commands that can be given to many conversations at once: those whose policy says so. */
export type BulkName = {
  [Name in UpdatesOf<'agent'>]: Policies[Name] extends { bulk: true } ? Name : never;
}[UpdatesOf<'agent'>];

export const BULK_NAMES = Object.entries(policy.updates).flatMap(([name, rules]) =>
  'bulk' in rules ? [name as BulkName] : [],
);

/** So many conversations at once; whoever wants more does it twice. */
export const MOST_AT_ONCE = 1_000;

/** A command without its id, which is made of the act's and the conversation's. */
export type Given = { [Name in BulkName]: { name: Name; input: Omit<UpdateInput<Name>, 'id'> } }[BulkName];

/** How a conversation stood when the act began: what its undo restores. */
export type Before = Pick<Standing, 'status' | 'handler' | 'assignee'> & TriageView;

/** One of the conversations an act is about. */
export interface BulkItem {
  conversationId: ConversationId;
  before: Before;
}

export interface BulkRefusal {
  conversationId: ConversationId;
  code: RefusalCode;
}

/** How far an act on many conversations is. */
export interface BulkProgress {
  id: BulkId;
  name: BulkName;
  total: number;
  done: number;
  /** In which conversations it was refused, and why. */
  refused: BulkRefusal[];
  /** The act that this one undoes. */
  undoes: BulkId | null;
  finished: boolean;
}
