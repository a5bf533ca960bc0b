import type { HeldReplyView } from '../../../domain/conversation/held-reply.ts';
import type { DeliveryState, MessageDelivery } from '../../../domain/message.ts';

export type Tone = 'quiet' | 'good' | 'bad' | 'unsure';

interface DeliveryWords {
  label: string;
  tone: Tone;
}

const WORDS: Record<DeliveryState, DeliveryWords> = {
  pending: { label: 'Sending', tone: 'quiet' },
  sending: { label: 'Sending', tone: 'quiet' },
  sent: { label: 'Sent', tone: 'quiet' },
  delivered: { label: 'Delivered', tone: 'good' },
  bounced: { label: 'Bounced', tone: 'bad' },
  complained: { label: 'Marked as spam', tone: 'bad' },
  failed: { label: 'Not sent', tone: 'bad' },
  unknown: { label: 'Not known', tone: 'unsure' },
};

const EXPLANATIONS: Partial<Record<DeliveryState, string>> = {
  bounced: 'The address did not take this email.',
  complained: 'The recipient reported this email as spam.',
  failed: 'This email did not leave.',
};

export const deliveryWords = (state: DeliveryState): DeliveryWords => WORDS[state];

/** What an agent needs to know beyond the label, or null. */
export function deliveryExplanation({ state, reason }: MessageDelivery): string | null {
  return [EXPLANATIONS[state], reason].filter(Boolean).join(' ') || null;
}

/** What a reply that has not left is called, and what can be done about it. */
export function heldWords({ later, stopped }: Pick<HeldReplyView, 'later' | 'stopped'>) {
  if (stopped) return { state: 'stopped', label: 'Stopped', undo: 'Take back', send: 'Send anyway' };
  if (later) return { state: 'leaves later', label: 'Leaves', undo: 'Take back', send: 'Send now' };
  return { state: 'about to leave', label: 'Sending', undo: 'Undo', send: 'Deliver now' };
}
