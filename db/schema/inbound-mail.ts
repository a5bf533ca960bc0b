import { sql } from 'drizzle-orm';
import { boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { MailForm } from '../../domain/mail-form.ts';
import type { Person } from '../../domain/person.ts';
import type {
  AgentId,
  AgentMailId,
  AttachmentId,
  ConversationId,
  EmailId,
  MessageId,
  ProjectId,
  SavedReplyId,
} from '../../domain/ids.ts';
import type { MachineMailKind, SenderVerdict, FoldedKind } from '../../domain/message.ts';
import type { QuarantineReason } from '../../domain/mail/judging/quarantine.ts';
import { bytea, createdAt, json, time } from './base/columns.ts';
import { conversations, inConversation } from './base/conversations.ts';
import { messages } from './base/messages.ts';
import { agentMails } from './outbound-mail.ts';
import { agents, projects } from './base/team.ts';
import { savedReplies } from './saved-replies.ts';

export const inboundEmails = pgTable(
  'inbound_emails',
  {
    id: text().$type<EmailId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    conversationId: text().$type<ConversationId>(),
    /** The mail to an agent that this one answers; null for everybody else's mail. */
    agentMailId: text()
      .$type<AgentMailId>()
      .references(() => agentMails.id, { onDelete: 'set null' }),
    /** Postmark's id of the mail. */
    providerId: text().notNull().unique(),
    /** Message-ID, date, words and files: the same mail under a new provider id is still the same mail. */
    fingerprint: text().notNull().unique(),
    /** Shared by mails that may be one. */
    likeness: text(),
    /** An earlier mail that may be the same one: it has the same Message-ID and differs otherwise. */
    mayRepeat: text().$type<EmailId>(),
    /** Whom the mail names as its author or as the one to answer, where that is not From; nothing proves it. */
    answerTo: json().$type<Person>(),
    /** What it is besides plain words: signed, encrypted, an invitation. */
    forms: json().$type<MailForm[]>().notNull().default([]),
    rfcMessageId: text(),
    fromEmail: text().notNull(),
    fromName: text().notNull(),
    subject: text().notNull(),
    /** The customer's own words. */
    replyText: text().notNull(),
    /** Everything the reply text left out: quotes, footers. */
    quotedText: text().notNull(),
    /** What that is; empty in mails that were read before it was told apart. */
    foldedKinds: json().$type<FoldedKind[]>().notNull().default([]),
    html: text(),
    verdict: text().$type<SenderVerdict>().notNull(),
    /** To and Cc as written. */
    recipients: json().$type<Person[]>().notNull().default([]),
    /** Its address and its other keys name different conversations; the address won. */
    keysDisagree: boolean().notNull().default(false),
    /** The agent who forwarded it; the sender is then the one of the forwarded mail. */
    forwardedBy: text()
      .$type<AgentId>()
      .references(() => agents.id),
    /** What that agent wrote above it. */
    forwardedWith: text(),
    /** The provider's JSON as it came, but for the content of attachments, which lies in their own table. */
    payload: json().notNull(),
    /** Whether `payload` holds the raw mail, so that nobody has to read it to know. */
    hasSource: boolean().notNull().default(false),
    /** Null: accepted. */
    quarantine: text().$type<QuarantineReason>(),
    /** Who took it out of quarantine. */
    placedBy: text()
      .$type<AgentId>()
      .references(() => agents.id),
    ignoredAt: time(),
    ignoredBy: text()
      .$type<AgentId>()
      .references(() => agents.id),
    /** How many mails this row stands for besides itself. */
    more: integer().notNull().default(0),
    /** What kind of machine wrote it; null: a person. */
    machine: text().$type<MachineMailKind>(),
    /** When the conversation's workflow acknowledged it; null asks for the signal again. */
    signalledAt: time(),
    receivedAt: createdAt(),
  },
  (table) => [
    index().on(table.projectId, table.receivedAt),
    index().on(table.quarantine, table.receivedAt),
    index().on(table.likeness),
    index('inbound_emails_in_quarantine')
      .on(table.projectId, table.receivedAt, table.id)
      .where(sql`${table.quarantine} is not null and ${table.ignoredAt} is null`),
    index().on(table.conversationId),
    inConversation(table),
  ],
);

/** What is known of a mail that came over its sender's budget; the mail itself lies at the provider. */
export const mailsOverBudget = pgTable(
  'mails_over_budget',
  {
    providerId: text().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    /** The row of the quarantine that stands for it. */
    emailId: text()
      .$type<EmailId>()
      .notNull()
      .references(() => inboundEmails.id, { onDelete: 'cascade' }),
    fromEmail: text().notNull(),
    fromName: text().notNull(),
    subject: text().notNull(),
    /** An agent asked for it: when it comes again, no budget holds it back. */
    wantedAt: time(),
    receivedAt: createdAt(),
  },
  (table) => [index().on(table.emailId, table.receivedAt)],
);

/** A file of an arrived mail (`emailId`, in whatever conversation that lies), of an agent's reply (`conversationId`, then `messageId`) or of a saved reply. */
export const attachments = pgTable(
  'attachments',
  {
    id: text().$type<AttachmentId>().primaryKey(),
    projectId: text()
      .$type<ProjectId>()
      .notNull()
      .references(() => projects.id, { onDelete: 'cascade' }),
    emailId: text()
      .$type<EmailId>()
      .references(() => inboundEmails.id, { onDelete: 'cascade' }),
    conversationId: text()
      .$type<ConversationId>()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** Null while it is uploaded and not sent. */
    messageId: text()
      .$type<MessageId>()
      .references(() => messages.id, { onDelete: 'cascade' }),
    savedReplyId: text()
      .$type<SavedReplyId>()
      .references(() => savedReplies.id, { onDelete: 'cascade' }),
    /** Its place among the files of its message. */
    position: integer().notNull().default(0),
    name: text().notNull(),
    contentType: text().notNull(),
    size: integer().notNull(),
    /** By which the mail's HTML names it, without angle brackets. */
    contentId: text(),
    inline: boolean().notNull().default(false),
    /** In hex. */
    sha256: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index().on(table.emailId),
    index().on(table.messageId),
    index().on(table.conversationId),
    index().on(table.savedReplyId),
  ],
);

/** The bytes, apart and in pieces: no list reads them, and no process holds a whole file to write or to send it. */
export const attachmentPieces = pgTable(
  'attachment_pieces',
  {
    attachmentId: text()
      .$type<AttachmentId>()
      .notNull()
      .references(() => attachments.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    bytes: bytea().notNull(),
  },
  (table) => [primaryKey({ columns: [table.attachmentId, table.position] })],
);

/** Mail the webhook had missed, by the provider's id, once it was fetched: nothing is fetched twice, whatever it led to. */
export const fetchedMails = pgTable('fetched_mails', {
  providerId: text().primaryKey(),
  result: text().notNull(),
  fetchedAt: createdAt(),
});

/**
 * Addresses that customers could write to once, as hashes, so that mail to them is shown to nobody else's team.
 */
export const formerAddresses = pgTable(
  'former_addresses',
  {
    /** SHA-256 of the folded address, in hex. */
    fingerprint: text().primaryKey(),
    /** Who had it; null: a project that was deleted. */
    projectId: text()
      .$type<ProjectId>()
      .references(() => projects.id, { onDelete: 'set null' }),
    givenUpAt: createdAt(),
  },
  (table) => [index().on(table.projectId)],
);

/** Mail that may have been for a project that is gone. Nothing of what it says is kept: it lies at the provider. */
export const unplacedMails = pgTable('unplaced_mails', {
  providerId: text().primaryKey(),
  why: text().$type<QuarantineReason>().notNull(),
  receivedAt: createdAt(),
});
