import type { AgentId, TagId } from './ids.ts';
import type { Standing, Status } from './standing.ts';

/** Three, because more are never told apart. */
export const PRIORITIES = ['low', 'normal', 'high'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** What a conversation was before it was snoozed, and becomes again when that is undone. */
export interface Snooze {
  /** ISO 8601; null: until the customer answers. */
  until: string | null;
  before: Exclude<Status, 'snoozed' | 'closed'>;
}

/** By what agents sort conversations, besides where each stands. */
export interface Triage {
  /** Ids as they were given: one that was merged stands for its target, one that was deleted for nothing. */
  tags: TagId[];
  priority: Priority;
  /** Counts only while the status says `snoozed`: see `snoozeOf`. */
  snooze: Snooze | null;
  /** The status before it was marked; null: it is no spam. */
  spam: { before: Status } | null;
}

export const untriaged = (): Triage => ({ tags: [], priority: 'normal', snooze: null, spam: null });

/** What a conversation's row shows of it. */
export interface TriageView {
  tags: TagId[];
  priority: Priority;
  /** ISO 8601; null: it is not snoozed, or until the customer answers. */
  snoozedUntil: string | null;
  spam: boolean;
}

/** Whatever else gives a conversation another status ends its snooze. */
export const snoozeOf = ({ status, snooze }: Pick<Standing, 'status'> & Triage): Snooze | null =>
  status === 'snoozed' ? snooze : null;

export function triageView(known: Pick<Standing, 'status'> & Triage): TriageView {
  const { tags, priority, spam } = known;
  return { tags: [...tags], priority, snoozedUntil: snoozeOf(known)?.until ?? null, spam: spam !== null };
}

/** The other way round, for a workflow that begins again from its conversation's row. */
export function triageFrom(view: TriageView, status: Status): Triage {
  const { tags, priority, snoozedUntil: until, spam } = view;
  return {
    ...{ tags, priority },
    snooze: status === 'snoozed' ? { until, before: 'open' } : null,
    spam: spam ? { before: 'open' } : null,
  };
}

/** What sorting a conversation leaves in its transcript, for the team alone. */
export type TriageEvent =
  /** `name` as it was then. */
  | { kind: 'tagged'; agentId: AgentId; tagId: TagId; name: string }
  | { kind: 'untagged'; agentId: AgentId; tagId: TagId; name: string }
  /** `until` is null: until the customer answers. */
  | { kind: 'snoozed'; agentId: AgentId; until: string | null }
  | { kind: 'unsnoozed'; agentId: AgentId }
  | { kind: 'snoozeEnded'; until: string | null; because: 'time' | 'customer' }
  | { kind: 'prioritised'; agentId: AgentId; priority: Priority }
  | { kind: 'renamed'; agentId: AgentId; subject: string }
  | { kind: 'markedSpam'; agentId: AgentId }
  | { kind: 'unmarkedSpam'; agentId: AgentId };

export const TRIAGE_EVENTS: TriageEvent['kind'][] = [
  'tagged',
  'untagged',
  'snoozed',
  'unsnoozed',
  'snoozeEnded',
  'prioritised',
  'renamed',
  'markedSpam',
  'unmarkedSpam',
];

export const isTriageEvent = (event: { kind: string }): event is TriageEvent =>
  TRIAGE_EVENTS.some((kind) => kind === event.kind);
