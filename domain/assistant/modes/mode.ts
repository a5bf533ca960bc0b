import type { DraftId } from '../../ids.ts';
import type { Citation } from '../../message.ts';

/**
 * What the assistant may do on a channel. `auto`: it answers; `draft`: its answer waits for an agent; `shadow`: people answer,
 * and what it would have said is compared with their words; `off`: people answer.
 */
export const MODES = ['auto', 'draft', 'shadow', 'off'] as const;
export type Mode = (typeof MODES)[number];

/** Whether mail is answered at all is a setting of its own. */
export const MAIL_MODES = ['auto', 'draft', 'shadow'] as const;
export type MailMode = (typeof MAIL_MODES)[number];

/** What becomes of an answer about which no agent decided in time. */
export const AFTER_DEADLINE = ['person', 'send'] as const;
export type AfterDeadline = (typeof AFTER_DEADLINE)[number];

/** How long an answer waits for an agent, in milliseconds, and what comes then. */
export interface Deadline {
  ms: number;
  then: AfterDeadline;
}

/** A project's, as it stands in its row. */
export interface ModeSettings {
  chatMode: Mode;
  mailMode: MailMode;
  draftMinutes: number;
  draftThen: AfterDeadline;
}

/**
 * In which mode a question is answered. An answer that an agent asked for, by handing a mail back, needs nobody's approval.
 */
export function modeOf(
  settings: Pick<ModeSettings, 'chatMode' | 'mailMode'>,
  { isMailed, isAgreed }: { isMailed: boolean; isAgreed: boolean },
): Mode {
  if (!isMailed) return settings.chatMode;
  return isAgreed ? 'auto' : settings.mailMode;
}

/** An answer that waits for an agent: the customer does not see it. Its words lie in the database. */
export interface HeldAnswer {
  draftId: DraftId;
  /** ISO 8601; null: a person has the conversation, and nothing happens by itself. */
  until: string | null;
  then: AfterDeadline;
  /** What it says: filled in for whoever looks, not kept. */
  text?: string;
  citations?: Citation[];
}
