import type { AgentId, MessageId } from '../../ids.ts';
import type { RuleName } from '../../rule-event.ts';

/** When rules do something, and on whose behalf. */
export interface RuleMoment {
  newId: () => MessageId;
  at: string;
  /** An agent did not want to wait for it. */
  askedBy?: AgentId;
}

/** The same of one rule. `id` is the event's that says what it did. */
export type ByRule = RuleMoment & { id: MessageId; rule: RuleName };
