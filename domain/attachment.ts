import type { AttachmentId } from './ids.ts';

/** A file that came or left with a message. Its bytes are read by their own road only. */
export interface Attachment {
  id: AttachmentId;
  /** Safe to show and to save under: see `safeFileName`. */
  name: string;
  /** Decided by the bytes, never by what a sender said. */
  contentType: string;
  /** Bytes. */
  size: number;
  /** True for a picture that the mail's HTML shows in place. */
  inline: boolean;
}
