import type { AgentId } from './ids.ts';

export type Status = 'open' | 'waiting' | 'snoozed' | 'closed';

/** Who has the conversation now. An agent's conversation may have no one responsible yet: that is the inbox's "unassigned". */
export type Handler = { by: 'assistant' } | { by: 'agent'; agentId: AgentId | null };

export type EscalationCause = 'visitor' | 'assistant' | 'failure' | 'email' | 'unreached' | 'budget' | 'off';

export interface Escalation {
  cause: EscalationCause;
  /** In words, for agents; empty when the cause says it all. Never shown to a model. */
  reason: string;
  at: string;
}

/** What the world may know of a conversation without its transcript; the same in the workflow, the table and the inbox. */
export interface Standing {
  status: Status;
  handler: Handler;
  assignee: AgentId | null;
  escalation: Escalation | null;
}

/** Only where a conversation stands, of something that knows more. */
export function standing(known: Standing): Standing {
  const { status, handler, assignee, escalation } = known;
  return { status, handler, assignee, escalation };
}

/** A person is wanted, and nobody of the team has taken it yet. */
export const waitsForSomebody = ({ status, handler, assignee }: Standing): boolean =>
  status === 'open' && handler.by === 'agent' && handler.agentId === null && assignee === null;
