import type { AttachmentId } from '../../ids.ts';

/** A mail to one customer, complete: everything a send or a resend needs. Addresses are bare, names apart. */
export interface MailEnvelope {
  from: { email: string; name: string };
  to: { email: string; name: string | null };
  /** Who gets it besides, in the open. */
  cc?: { email: string; name: string | null }[];
  /** Who gets it besides, seen by none of the others. */
  bcc?: { email: string; name: string | null }[];
  /** The conversation's signed reply address. */
  replyTo: string;
  subject: string;
  text: string;
  html: string;
  /** Without angle brackets. */
  messageId: string;
  inReplyTo: string | null;
  /** Oldest first, without angle brackets. */
  references: string[];
  /** No human wrote it: the mail says so, and it is never sent a second time. */
  automatic?: true;
  /** Files whose bytes are read when the mail is sent; they never change. Absent in mails without any. */
  attachments?: AttachmentId[];
}

/** How this installation takes part in mail: what reply addresses and Message-IDs are made of. */
export interface MailIdentity {
  inboundDomain: string | null;
  inboundAddress: string | null;
  /** Newest first: the first signs, all verify. */
  replyAddressSecrets: string[];
  /** Where the pages are that mails link to. Absent: nothing links to any. */
  publicUrl?: string;
}
