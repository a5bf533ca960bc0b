import type {
  AgentId,
  ArticleId,
  ConversationId,
  DeliveryId,
  DraftId,
  EmailId,
  MessageId,
  PassageId,
} from './ids.ts';
import type { Attachment } from './attachment.ts';
import type { MailForm } from './mail-form.ts';
import type { Person } from './person.ts';
import type { RatingRoad, Score } from './ratings/rating.ts';
import type { EscalationCause } from './standing.ts';
import type { RuleEvent } from './rule-event.ts';
import type { TriageEvent } from './triage.ts';

export type Channel = 'widget' | 'email';

/** `everyone` includes the customer; `team` is agents only. */
export type Audience = 'everyone' | 'team';

export type MessageKind = 'message' | 'note' | 'event';

/** `other` is whoever wrote to the reply address without being the conversation's customer. */
export type Author =
  | { by: 'customer' }
  | { by: 'assistant' }
  | { by: 'agent'; agentId: AgentId }
  | { by: 'other'; email: string; name: string }
  | { by: 'system' };

export type ConversationEvent =
  /** `summary`: what a model passed on, in the customer's language and for their eyes as well. */
  | { kind: 'escalated'; cause: EscalationCause; reason: string; summary?: string }
  /** Nobody had taken it in the project's time. */
  | { kind: 'escalatedAgain' }
  | { kind: 'takenOver'; agentId: AgentId }
  | { kind: 'handedBack'; agentId: AgentId }
  | { kind: 'assigned'; agentId: AgentId; assignee: AgentId | null }
  /** Whoever was responsible is not on the team any more. */
  | { kind: 'memberLeft'; agentId: AgentId }
  /** Null: a rule closed it. */
  | { kind: 'closed'; agentId: AgentId | null }
  | { kind: 'reopened'; agentId: AgentId | null }
  | { kind: 'emailGiven' }
  /** An agent undid a colleague's reply before it left. */
  | { kind: 'replyUndone'; agentId: AgentId; author: AgentId }
  /** A reply that was to leave later did not: somebody wrote before. `author`: whose reply it is. */
  | { kind: 'replyStopped'; author: AgentId }
  | { kind: 'mailStopped'; agentId: AgentId }
  /** Null: the customer wrote by mail themselves. */
  | { kind: 'mailResumed'; agentId: AgentId | null }
  | { kind: 'addressCorrected'; agentId: AgentId; email: string }
  | { kind: 'notDelivered'; how: MailTrouble; detail: string }
  /** An agent says that this mail's sender is the customer, or is not after all. */
  | { kind: 'senderConfirmed'; agentId: AgentId; messageId: MessageId; email: string }
  | { kind: 'senderDisowned'; agentId: AgentId; messageId: MessageId; email: string }
  /** An agent answers the person whom this mail names besides its sender. */
  | { kind: 'customerChosen'; agentId: AgentId; messageId: MessageId; email: string }
  /** An agent forwarded the customer's mail to the support address. */
  | { kind: 'forwarded'; agentId: AgentId }
  /** A machine answered a mail; its own text is the event's. */
  | { kind: 'answeredAutomatically'; what: MachineMailKind; about: MessageId | null }
  /** Somebody reacted to a mail of ours, or wants one of theirs back. `by`: their name. */
  | {
      kind: 'gesture';
      what: 'reaction' | 'recall';
      emoji: string | null;
      about: MessageId | null;
      by: string;
    }
  /** The customer was told that their mail arrived; the event's text is what they were told. `refused`: why they were not. */
  | { kind: 'acknowledged'; refused: string | null }
  /** The customer was asked by mail how it was; the event's text is what they were asked. `refused`: why they were not. */
  | { kind: 'ratingAsked'; refused: string | null }
  /** How it was, as the customer says; their comment is the event's text. `about`: who was responsible. */
  | { kind: 'rated'; score: Score; road: RatingRoad; about: AgentId | null }
  /** An answer of the assistant waits for an agent. */
  | { kind: 'answerHeld'; draftId: DraftId }
  /** What became of it. `agentId` is null when nobody decided. */
  | { kind: 'answerDecided'; draftId: DraftId; decision: AnswerDecision; agentId: AgentId | null }
  | TriageEvent
  | RuleEvent
  | MoveEvent;

/** `edited`: an agent sent other words in its place; `replaced`: the customer wrote again; `overtaken`: somebody answered, closed or moved the conversation. */
export type AnswerDecision =
  'approved' | 'edited' | 'rejected' | 'sent' | 'expired' | 'replaced' | 'overtaken';

/** What moving messages between conversations leaves in both. `move` is the command that began it, and names what it moved. */
export type MoveEvent =
  | { kind: 'mergedInto'; agentId: AgentId; into: ConversationId; move: MessageId }
  | { kind: 'mergedFrom'; agentId: AgentId | null; from: ConversationId; move: MessageId }
  /** `agentId` is null when the other conversation could not take it. */
  | { kind: 'unmerged'; agentId: AgentId | null; from: ConversationId; move: MessageId }
  | { kind: 'mergeUndone'; agentId: AgentId; from: ConversationId; move: MessageId }
  | {
      kind: 'splitOff';
      agentId: AgentId;
      into: ConversationId;
      messageId: MessageId;
      following: boolean;
      move: MessageId;
    }
  | { kind: 'splitFrom'; agentId: AgentId | null; from: ConversationId; move: MessageId }
  | { kind: 'splitUndone'; agentId: AgentId; from: ConversationId; move: MessageId }
  | { kind: 'splitWithdrawn'; agentId: AgentId; into: ConversationId; move: MessageId };

export type MachineMailKind = ReportKind | 'out_of_office' | 'automatic';

/** What a mail server reports: it came back, it arrived, it left for where nobody reports from, or it is still being tried. */
export type ReportKind = 'bounce' | 'delivered' | 'passed_on' | 'delayed';

/** How a mail can miss its customer. */
export type MailTrouble = 'bounced' | 'complained' | 'failed' | 'unknown';

export interface Citation {
  articleId: ArticleId;
  passageId: PassageId;
  title: string;
  /** The heading of the passage inside its article, if it has one. */
  heading: string | null;
  /** Where its article can be read: an address of the web, or a path of ours; missing: nowhere by everybody. */
  url?: string;
}

/** `unknown`: the provider did not say; only its events or a look-up settle it. */
export type DeliveryState =
  'pending' | 'sending' | 'sent' | 'delivered' | 'bounced' | 'complained' | 'failed' | 'unknown';

export interface MessageDelivery {
  id: DeliveryId;
  to: string;
  state: DeliveryState;
  /** Who got it besides. Absent: nobody. */
  cc?: string[];
  /** The same, seen by none of the others. */
  bcc?: string[];
  /** In words, when the state needs them. */
  reason: string | null;
}

/** Where a message stands that was moved between conversations. */
export interface Place {
  /** The conversation it was said in, when that is another one. */
  from: ConversationId | null;
  /** The conversation it was split off into: here it only says so. */
  to: ConversationId | null;
  /** The move that brought it was undone: its number stays, it is not shown. */
  withdrawn: boolean;
  /** False when the visitor of this conversation did not take part where it was said. */
  forVisitor: boolean;
}

/** One thing said in a conversation, as agents see it. */
export interface Message {
  id: MessageId;
  conversationId: ConversationId;
  /** 1, 2, 3 … without gaps. */
  seq: number;
  /** Grows with every change of the conversation; a message carries the revision it last changed at. */
  revision: number;
  kind: MessageKind;
  channel: Channel;
  audience: Audience;
  author: Author;
  /** The agent's or the other person's name to show; null for the customer and the assistant. */
  authorName: string | null;
  /** Markdown for agents and the assistant, plain text for everybody else. */
  text: string;
  /** What an email holds besides its writer's own words: quotes, a signature. */
  quoted: string | null;
  /** What that is; empty where nobody told it apart. */
  foldedKinds: FoldedKind[];
  emailId: EmailId | null;
  /** Which forms of a mail are kept as they came, besides its text; null for everything else. */
  original: { html: boolean; source: boolean } | null;
  attachments: Attachment[];
  /** Whether the sender's domain vouched for an email; null for everything else. */
  verdict: SenderVerdict | null;
  /** How an email came in; null for everything else. */
  mail: MessageMail | null;
  citations: Citation[];
  /** Colleagues whom this note told of itself. */
  mentions: AgentId[];
  event: ConversationEvent | null;
  delivery: MessageDelivery | null;
  /** Absent for a message that was never moved. */
  place?: Place;
  /** It was not mailed because the visitor had read it in the chat. */
  readInChat: boolean;
  /** The message that this note sent on to somebody outside, to whom its delivery went. Absent: none. */
  forwards?: MessageId;
  /** What it rests on is kept: of the assistant's answers, and of escalations in their place. Absent: nothing is. */
  answer?: AnswerMark;
  /** ISO 8601. */
  at: string;
}

/** Whether customers say of an answer if it helped them, and what this one said; null: nothing. */
export interface AnswerMark {
  votable: boolean;
  helpful: boolean | null;
}

/** What may stand around the writer's own words in a mail. */
export type FoldedKind = 'quoted' | 'signature' | 'banner';

export interface MessageMail {
  from: Person;
  /** Everybody else in To and Cc, without us. */
  copied: Person[];
  /** Its address and its other keys name different conversations; the address won. */
  keysDisagree: boolean;
  /** Somebody else who was in copy of an earlier mail. */
  wasInCopy: boolean;
  subject: string;
  forms: MailForm[];
  /** Whom it names as its author or as the one to answer, where that is not its sender; unproven. */
  answerTo: Person | null;
  /** An earlier mail that may be the same one. */
  mayRepeat: { conversationId: ConversationId | null; at: string } | null;
}

export type SenderVerdict = 'verified' | 'unverified' | 'failed';

/** A file as a visitor may know it; the link to its bytes is asked for when it is wanted. */
export type VisitorFile = Pick<Attachment, 'id' | 'name' | 'size'>;

/** What a visitor may see of a message: no addresses, no ids of agents, no team-only kinds. */
export interface VisitorMessage {
  id: MessageId;
  seq: number;
  revision: number;
  channel: Channel;
  author: { by: 'customer' | 'assistant' | 'system' } | { by: 'agent'; name: string };
  text: string;
  citations: Pick<Citation, 'title' | 'heading' | 'url'>[];
  files: VisitorFile[];
  event:
    | { kind: 'escalated'; summary?: string }
    | { kind: 'takenOver' | 'handedBack' | 'closed' | 'reopened' }
    | null;
  /** Their thumb; absent: there is nothing to say of it. */
  helpful?: boolean | null;
  at: string;
}
