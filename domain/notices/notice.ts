/** What is said outside of the installation about a conversation that waits for somebody, and nothing more. */
export interface NoticeWords {
  project: string;
  customer: string;
  gist: string;
  /** Everybody was told before, and nobody has taken it. */
  again: boolean;
  /** Who mentioned the reader in a note. Absent: it waits for somebody. */
  mentionedBy?: string;
  /** Where the conversation stands in the inbox. */
  url: string;
}

/**
 * `unknown`: it was sent, and nobody knows whether it arrived; it is not sent again. `withdrawn`: somebody had taken the
 * conversation before it left.
 */
export type NoticeState = 'pending' | 'sending' | 'sent' | 'failed' | 'unknown' | 'withdrawn';

/** Where a notice goes: an agent's mail, one of their browsers, or a webhook. */
export type NoticeRoad = 'mail' | 'push' | 'webhook';
