import type { AfterDeadline } from '../../../domain/assistant/modes/mode.ts';

export const waitingWords = {
  title: 'Draft of the assistant',
  unseen: 'The customer does not see it.',
  held: 'Nothing leaves by itself: somebody has the conversation.',
  approve: 'Approve',
  edit: 'Edit',
  reject: 'Reject',
  approved: 'Approved. The customer has it.',
  editing: 'The draft is in the reply box.',
  rejected: 'Rejected. A person answers.',
};

const AFTER: Record<AfterDeadline, string> = {
  send: 'It is sent',
  person: 'It is given up, and a person asked for,',
};

/** @param moment as a person says it. */
export const deadlineWords = (then: AfterDeadline, moment: string): string =>
  `${AFTER[then]} at ${moment}, unless somebody decides before.`;
