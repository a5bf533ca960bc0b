/** Why an agent's answer by mail was not sent on and goes back to them. */
export const REFUSED_MAIL_REASONS = [
  'stale',
  'closed',
  'unknown_command',
  'misplaced_command',
  'quoted',
  'empty',
  'too_long',
  'attachment',
] as const;
export type RefusedMailReason = (typeof REFUSED_MAIL_REASONS)[number];

/** What an agent's answer by mail asks for. `text` is what to say, to note, or to keep. */
export type AgentMailIntent =
  | { does: 'reply' | 'note' | 'close'; text: string }
  | { does: 'refuse'; reason: RefusedMailReason; text: string };

/** What an answer by mail carries besides its words. */
export interface MailContext {
  /** What the writer had been shown. */
  seenSeq: number;
  does: AgentMailIntent['does'];
  reason: RefusedMailReason | null;
}
