import type { Batch } from '../../../domain/conversation/batch.ts';

/** A step that says nothing yet of an open conversation that the assistant has. */
export function emptyBatch(about: Pick<Batch, 'conversationId' | 'projectId'>): Batch {
  return {
    ...about,
    entries: [],
    deliveryEvents: [],
    standing: { status: 'open', handler: { by: 'assistant' }, assignee: null, escalation: null },
    customerEmail: null,
    draftId: null,
    abandonedDraftId: null,
    arriving: [],
    merged: null,
    notices: 0,
    requestedDeliveries: [],
    outgoing: null,
    chatOnly: false,
    refusedAgentMails: [],
    retried: [],
  };
}
