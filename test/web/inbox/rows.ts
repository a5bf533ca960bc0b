import { newId, type ConversationId } from '../../../domain/ids.ts';
import type { ConversationRow } from '../../../domain/inbox/views.ts';

/** Minutes after an arbitrary moment. */
export const minute = (n: number) => new Date(Date.UTC(2026, 5, 1, 12, n)).toISOString();

/** A row of the list that a customer waits in. */
export function row(parts: Partial<ConversationRow> & { id: ConversationId }): ConversationRow {
  return {
    projectId: newId('prj'),
    channel: 'widget',
    status: 'open',
    handler: { by: 'agent', agentId: null },
    assignee: null,
    escalation: null,
    customer: null,
    subject: '',
    preview: '',
    hasFiles: false,
    lastSeq: 1,
    revision: 1,
    lastMessageAt: minute(0),
    waitingSince: null,
    escalatedAgain: false,
    unread: false,
    mentioned: false,
    parked: false,
    tags: [],
    priority: 'normal',
    snoozedUntil: null,
    spam: false,
    ...parts,
  };
}
