/** What the Temporal UI can filter conversations by; all of type Keyword. The api and the worker register them at boot. */
export const SEARCH_ATTRIBUTES = {
  status: 'ConversationStatus',
  project: 'ConversationProject',
  assignee: 'ConversationAssignee',
  channel: 'ConversationChannel',
  /** `yes` while something waits for an admin, absent otherwise. */
  parked: 'ConversationParked',
} as const;
