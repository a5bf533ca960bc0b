import type { Entry } from './entry.ts';
import type { MessageId } from '../ids.ts';
import { RULE_EVENTS } from '../rule-event.ts';
import { TRIAGE_EVENTS } from '../triage.ts';
import type { Author, Channel, ConversationEvent, MailTrouble } from '../message.ts';

const plain = { event: null, emailId: null };

/** Something said that the customer may read. */
export function said(
  entry: Pick<Entry, 'id' | 'author' | 'text' | 'at'> & { channel: Channel } & Partial<Entry>,
): Entry {
  return { ...plain, kind: 'message', audience: 'everyone', ...entry };
}

export function noted(entry: Pick<Entry, 'id' | 'author' | 'text' | 'at'>): Entry {
  return { ...plain, kind: 'note', audience: 'team', channel: 'widget', ...entry };
}

/** Events the customer has no use for: who is responsible is the team's business. */
const TEAM_EVENTS: ConversationEvent['kind'][] = [
  'escalatedAgain',
  'assigned',
  'memberLeft',
  'emailGiven',
  'mergedInto',
  'mergedFrom',
  'unmerged',
  'mergeUndone',
  'splitOff',
  'splitFrom',
  'splitUndone',
  'splitWithdrawn',
  'replyUndone',
  'replyStopped',
  'mailStopped',
  'mailResumed',
  'addressCorrected',
  'notDelivered',
  'senderConfirmed',
  'senderDisowned',
  'customerChosen',
  'forwarded',
  'answeredAutomatically',
  'gesture',
  'acknowledged',
  'ratingAsked',
  'rated',
  'answerHeld',
  'answerDecided',
  ...TRIAGE_EVENTS,
  ...RULE_EVENTS,
];

export function happened(entry: {
  id: MessageId;
  author: Author;
  event: ConversationEvent;
  at: string;
}): Entry {
  const audience = TEAM_EVENTS.includes(entry.event.kind) ? 'team' : 'everyone';
  return { ...plain, kind: 'event', channel: 'widget', audience, text: '', ...entry };
}

/** The id of an event that one message causes besides itself, such as the reopening of a closed conversation. */
export function eventIdOf(
  id: MessageId,
  event:
    | 'reopened'
    | 'escalated'
    | 'closed'
    | 'stopped'
    | 'forwarded'
    | 'mailResumed'
    | 'acknowledged'
    | 'snoozeEnded'
    | 'drafted'
    | 'verdict'
    | MailTrouble,
): MessageId {
  // One reply can have closed its conversation and be complained of: two events, two ids.
  return `${id}${event === 'complained' ? 'p' : event[0]}` as MessageId;
}
