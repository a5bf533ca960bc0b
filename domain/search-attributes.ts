/** What the Temporal UI can filter conversations by; all of type Keyword. The worker registers them at boot. */
export const SEARCH_ATTRIBUTES = {
  status: 'ConversationStatus',
  project: 'ConversationProject',
  assignee: 'ConversationAssignee',
  channel: 'ConversationChannel',
} as const;
