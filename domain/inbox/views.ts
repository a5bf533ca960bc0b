import type { Identity } from '../identity/identity.ts';
import type { Role } from '../project/roles.ts';
import type { SignsIn } from '../project/signs-in.ts';
import type { Standing, Status } from '../standing.ts';
import type { TriageView } from '../triage.ts';
import type { Merged } from '../conversation/merged.ts';
import type { Person } from '../person.ts';
import type { Outgoing } from '../conversation/held-reply.ts';
import type { AgentId, ConversationId, CustomerId, DraftId, InvitationId, ProjectId } from '../ids.ts';
import type { ParkedEntry } from '../conversation/parked-entry.ts';
import type { Hit } from './hit.ts';
import type { Channel, Message, VisitorMessage } from '../message.ts';
import type { BulkProgress } from '../bulk/bulk.ts';
import type { Present } from '../presence/present.ts';
import type { ArrivingMessage, ArrivingPreview, VisitorArriving } from './arriving.ts';

/** Where the visitor was when the conversation began. */
export interface PageContext {
  url: string;
  title: string;
  /** The browser's own User-Agent. */
  browser: string;
  locale: string;
  timeZone: string;
}

/** Whether a reply is mailed to a visitor who reads it in the chat. */
export const MAIL_POLICIES = ['always', 'unlessRead'] as const;
export type MailPolicy = (typeof MAIL_POLICIES)[number];

export type SuppressionReason = 'bounced' | 'complained';

/** Why an address gets no mail. */
export interface Suppression {
  reason: SuppressionReason;
  /** The provider's words. */
  detail: string;
  /** ISO 8601. */
  at: string;
}

/**
 * Which conversations a list shows. `attention`: a customer waits for a human; `unassigned`: and nobody is responsible; `parked`:
 * something could not be recorded; `mentions`: a note mentions the agent, who has said nothing since. Spam is in none but its own, and in `parked`.
 */
export const INBOX_LANES = [
  'attention',
  'unassigned',
  'parked',
  'mine',
  'mentions',
  'waiting',
  'assistant',
  'snoozed',
  'closed',
  'spam',
  'all',
] as const;
export type InboxLane = (typeof INBOX_LANES)[number];

/** A conversation as one row of the inbox. Times are ISO 8601. */
export interface ConversationRow extends Standing, TriageView {
  id: ConversationId;
  projectId: ProjectId;
  channel: Channel;
  /** Null: a visitor who has not said who they are. */
  customer: { email: string; name: string | null } | null;
  /** What their site signed of them; absent: it said nothing. */
  identity?: Identity;
  subject: string;
  /** The customer's last words, never the team's or the assistant's; empty when they said nothing. */
  preview: string;
  hasFiles: boolean;
  lastSeq: number;
  revision: number;
  lastMessageAt: string;
  /** Since when the customer waits for a human. */
  waitingSince: string | null;
  /** Nobody took it in the project's time: it stands above the others. */
  escalatedAgain: boolean;
  /** Somebody else said something that the agent has not seen, or they marked it. */
  unread: boolean;
  /** A note mentions the agent who asks, and they have said nothing since. */
  mentioned: boolean;
  /** Something of it could not be recorded and waits for an admin. */
  parked: boolean;
  /** Where it has the words that were looked for; absent: nothing was, or its subject or its customer has them. */
  hit?: Hit;
}

/** A conversation as its own page. */
export interface ConversationDetail extends ConversationRow {
  page: PageContext | null;
  /** Null as long as their address is not known. */
  customerId: CustomerId | null;
  createdAt: string;
  /** Where a reply goes besides the widget; null until the customer's address is known. */
  mailTo: string | null;
  /** Where it goes on since it was merged; null: here. */
  merged: Merged | null;
  /** Who was in copy and may be again. */
  copied: Person[];
  /** How far the agent who asks has read; 0 when never. */
  readSeq: number;
  /** How far the customer has read in the chat, and when they last read on; null: nobody knows. */
  customerRead: { seq: number; at: string } | null;
  /** What waits to leave. */
  outgoing: Outgoing | null;
  /** What could not be recorded and waits for an admin, oldest first. */
  parkedEntries: ParkedEntry[];
  /** The team stopped mailing this customer. */
  chatOnly: boolean;
  /** Why the customer's address gets no mail, when it gets none. */
  suppressed: Suppression | null;
  /** Whether that agent wants to hear of it by mail; whoever is responsible does anyway. */
  watching: boolean;
  temporalUrl: string;
  /** The api's clock when it answered: what waits is counted down by it, whatever the browser's own says. */
  now: string;
}

/** A conversation as its visitor may know it. */
export interface VisitorConversation {
  id: ConversationId;
  status: Exclude<Status, 'snoozed'>;
  handler: 'assistant' | 'agent';
  escalated: boolean;
  /** The visitor's own address, once given. */
  email: string | null;
  /** They said how it was. */
  rated: boolean;
  /** The visitor's other conversation in which this one goes on since it was merged; absent: here. */
  goesOnIn?: ConversationId;
}

/** A piece of a transcript without gaps. */
export interface TranscriptPage<Said> {
  messages: Said[];
  /** The sequence number it begins with. */
  from: number;
  /** Whether anything was said before it. */
  earlier: boolean;
}

/**
 * What a transcript subscription sends. `draft`, `withdrawn` and `arriving` are fleeting; `changed` is the truth and carries the
 * id to resume from.
 */
export type TranscriptUpdate<View, Said, Arriving> =
  | {
      type: 'changed';
      conversation: View;
      messages: Said[];
      /** The messages are the newest page and replace whatever the reader has. Absent: they changed, the others stand. */
      page?: Omit<TranscriptPage<Said>, 'messages'>;
      /** As in `arriving`. Absent: nothing. */
      arriving?: Arriving[];
    }
  /** All that is accepted and not recorded, in the order it came. */
  | { type: 'arriving'; messages: Arriving[] }
  | { type: 'draft'; draftId: DraftId; offset: number; text: string }
  | { type: 'withdrawn'; draftId: DraftId };

/** Who else is at it, as often as that changes. Nobody is, until it is said. */
export type PresenceUpdate = { type: 'presence'; present: Present[] };
/** The agent who types a reply; null: nobody does, as long as nothing is said of it. */
export type TypingUpdate = { type: 'typing'; name: string | null };

export type AgentTranscriptUpdate =
  TranscriptUpdate<ConversationDetail, Message, ArrivingMessage> | PresenceUpdate;
export type VisitorTranscriptUpdate =
  TranscriptUpdate<VisitorConversation, VisitorMessage, VisitorArriving> | TypingUpdate;

/**
 * What an inbox subscription sends. `tags`: which there are, or how they are called. `docs`: an article or a source changed. `gaps`: a gap or a correction did. `team`: somebody joined, left, was invited or has another role. `resync`: something may have
 * been missed, read the list again; what arrives is said again after it.
 */
export type InboxUpdate =
  | { type: 'changed'; conversation: ConversationRow; arriving?: ArrivingPreview }
  /** Null: nothing any more. */
  | { type: 'arriving'; conversationId: ConversationId; arriving: ArrivingPreview | null }
  | { type: 'quarantine' }
  /** How far an act of this agent on many conversations is. */
  | { type: 'bulk'; bulk: BulkProgress }
  | { type: 'team' }
  | { type: 'tags' }
  | { type: 'docs' }
  | { type: 'gaps' }
  /** A rule was made, changed, switched, moved or deleted. */
  | { type: 'rules' }
  /** A test question was saved or deleted, or a run of them got further. */
  | { type: 'evaluations' }
  /** Somebody shared a view, changed one or took it away. */
  | { type: 'views' }
  /** What is known of a customer; null: what is to be known of any. */
  | { type: 'customer'; id: CustomerId | null }
  /** In each project of the agent, told when something happened in another than this. */
  | { type: 'unread'; projects: UnreadOfProject[] }
  | { type: 'resync' };

export interface UnreadOfProject {
  id: ProjectId;
  /** Conversations that wait with something unread; a hundred stands for more. */
  unread: number;
}

/** When an agent is told by mail of messages in conversations they are responsible for or watch. `away`: unless they have read them. */
export const NOTIFY_BY_MAIL = ['off', 'away', 'always'] as const;
export type NotifyByMail = (typeof NOTIFY_BY_MAIL)[number];

export interface TeamMember {
  id: AgentId;
  name: string;
  email: string;
  role: Role;
  /** Their inbox is open in a browser. */
  here: boolean;
  /** When it last was, ISO 8601, to the minute; null: never yet. */
  seenAt: string | null;
  /** By what they sign in; null for whom that is no business of. */
  signsIn: SignsIn | null;
  /** Conversations they are responsible for that are not closed. */
  open: number;
}

/** Somebody who may join by a link and has not yet. Times are ISO 8601. */
export interface Invitation {
  id: InvitationId;
  email: string;
  role: Role;
  /** Null: from the shell. */
  by: string | null;
  createdAt: string;
  /** When it was last mailed; null: only its link was passed on. */
  sentAt: string | null;
  expiresAt: string;
  expired: boolean;
}

/** A mail as it came. Its HTML is drawn by a frame of its own, and the raw mail is a download. */
export interface OriginalMail {
  subject: string;
  text: string;
  hasHtml: boolean;
  hasSource: boolean;
  /** Pictures of the web that its HTML asks for. */
  remoteImages: number;
}
