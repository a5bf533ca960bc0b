import type { EscalationCause } from '../../../domain/standing.ts';
import type { AgentId } from '../../../domain/ids.ts';
import type {
  AnswerDecision,
  ConversationEvent,
  MachineMailKind,
  MailTrouble,
} from '../../../domain/message.ts';
import type { Score } from '../../../domain/ratings/rating.ts';
import { isRuleEvent } from '../../../domain/rule-event.ts';
import { isTriageEvent } from '../../../domain/triage.ts';
import { ruleWords } from '../triage/rule-words.ts';
import { triageWords } from '../triage/triage-words.ts';
import { moveWords } from '../moving/move-words.ts';

const ESCALATED: Record<EscalationCause, string> = {
  visitor: 'The visitor asked for a person',
  assistant: 'The assistant asked for a person',
  failure: 'The assistant could not answer',
  email: 'The customer wrote by email',
  unreached: 'The assistant could not reach the customer',
  budget: 'A budget of the assistant is used up',
  off: 'People answer here',
};

const UNDELIVERED: Record<MailTrouble, string> = {
  bounced: 'Mail bounced: the customer did not get a reply',
  complained: 'The customer reported a mail as spam',
  failed: 'A mail could not be sent',
  unknown: 'Nobody knows whether a mail was sent',
};

const MACHINES: Record<MachineMailKind, string> = {
  bounce: 'Came back undelivered',
  delivered: 'Delivery was confirmed',
  passed_on: 'Passed on: delivery is reported no further',
  delayed: 'Delayed: still being tried',
  out_of_office: 'Out-of-office reply',
  automatic: 'Automatic reply',
};

export const machineWords = (what: MachineMailKind): string => MACHINES[what];

export const escalationWords = (cause: EscalationCause): string => ESCALATED[cause];

/** The reason of an escalation, where it says more than its cause. */
export const escalationReason = ({ reason }: { reason: string }): string | null => reason.trim() || null;

/** A line about what happened, and when: agents are named by `nameOf`, moments as one said them at `at`. */
export function eventWords(
  event: ConversationEvent,
  { nameOf, at }: { nameOf: (id: AgentId) => string; at: number },
): string {
  switch (event.kind) {
    case 'escalated':
      return escalationWords(event.cause);
    case 'escalatedAgain':
      return 'Escalated again: nobody had taken it';
    case 'takenOver':
      return `${nameOf(event.agentId)} took over`;
    case 'handedBack':
      return `${nameOf(event.agentId)} handed back to the assistant`;
    case 'assigned':
      return assignedWords(event, nameOf);
    case 'memberLeft':
      return `${nameOf(event.agentId)} left the team: the conversation is unassigned again`;
    case 'closed':
      return event.agentId ? `${nameOf(event.agentId)} closed the conversation` : 'Closed by a rule';
    case 'reopened':
      return event.agentId
        ? `${nameOf(event.agentId)} reopened the conversation`
        : 'Reopened by a new message';
    case 'emailGiven':
      return 'The visitor gave an email address';
    case 'replyUndone':
      return `${nameOf(event.agentId)} undid a reply by ${lowerYou(nameOf(event.author))} before it left`;
    case 'replyStopped':
      return `${whose(nameOf(event.author))} reply did not leave: somebody wrote before its moment`;
    case 'mailStopped':
      return `${nameOf(event.agentId)} went back to the chat: replies are not mailed`;
    case 'mailResumed':
      return event.agentId
        ? `${nameOf(event.agentId)} resumed mail`
        : 'Mail resumed: the customer wrote by email';
    case 'addressCorrected':
      return `${nameOf(event.agentId)} corrected the address to ${event.email}`;
    case 'notDelivered':
      return UNDELIVERED[event.how];
    case 'senderConfirmed':
      return `${nameOf(event.agentId)} confirmed that ${event.email} is the customer`;
    case 'senderDisowned':
      return `${nameOf(event.agentId)} took back that ${event.email} is the customer`;
    case 'customerChosen':
      return `${nameOf(event.agentId)} chose ${event.email} as the customer’s address`;
    case 'forwarded':
      return `${nameOf(event.agentId)} forwarded this email of the customer`;
    case 'answeredAutomatically':
      return machineWords(event.what);
    case 'gesture':
      return gestureWords(event);
    case 'acknowledged':
      return event.refused ? 'The email was not acknowledged' : 'The email was acknowledged';
    case 'ratingAsked':
      return event.refused ? 'The customer was not asked how it was' : 'The customer was asked how it was';
    case 'rated':
      return ratingWords(event);
    case 'answerHeld':
      return 'The assistant wrote a draft, which waits for you';
    case 'answerDecided':
      return decidedWords(event, nameOf);
    default:
      if (isRuleEvent(event)) return ruleWords(event, nameOf);
      return isTriageEvent(event) ? triageWords(event, nameOf, at) : moveWords(event, nameOf);
  }
}

const UNDECIDED: Record<AnswerDecision, string> = {
  approved: 'The draft was approved',
  edited: 'The draft was edited',
  rejected: 'The draft was rejected',
  sent: 'Nobody decided about the draft in time: it was sent',
  expired: 'Nobody decided about the draft in time',
  replaced: 'The customer wrote again: the draft was not sent',
  overtaken: 'The draft was not sent',
};

function decidedWords(
  { decision, agentId }: Extract<ConversationEvent, { kind: 'answerDecided' }>,
  nameOf: (id: AgentId) => string,
): string {
  if (!agentId) return UNDECIDED[decision];
  if (decision === 'overtaken') return `${nameOf(agentId)} went on without the draft`;
  return `${nameOf(agentId)} ${decision} the draft`;
}

const RATED: Record<Score, string> = { good: 'good', okay: 'okay', bad: 'not good' };

const ratingWords = ({ score, road }: Extract<ConversationEvent, { kind: 'rated' }>): string =>
  `The customer says it was ${RATED[score]}${road === 'email' ? ', by the link in their email' : ''}`;

function gestureWords({ what, emoji, by }: Extract<ConversationEvent, { kind: 'gesture' }>): string {
  if (what === 'recall') return `${by} asked to recall an email; nothing was removed`;
  return emoji ? `${by} reacted with ${emoji}` : `${by} reacted to an email`;
}

function assignedWords(
  { agentId, assignee }: Extract<ConversationEvent, { kind: 'assigned' }>,
  nameOf: (id: AgentId) => string,
): string {
  const by = nameOf(agentId);
  if (assignee === null) return `${by} unassigned the conversation`;
  if (assignee === agentId) return `${by} took responsibility`;
  const to = nameOf(assignee);
  return `${by} assigned it to ${lowerYou(to)}`;
}

const whose = (name: string) => (name === 'You' ? 'Your' : `${name}’s`);

const lowerYou = (name: string) => (name === 'You' ? 'you' : name);
