import { durationWords } from './duration-words.ts';

/** All times in milliseconds since the epoch. */
export interface MailTraffic {
  now: number;
  /** When the last mail arrived anywhere in the installation; null when none ever did. */
  lastArrivalAt: number | null;
  /** Replies that left since then, and when the first of them did. */
  sentSince: number;
  firstSentAt: number | null;
}

/**
 * So many replies without one answer are no accident. Of customers who get a reply about every fourth answers within a day, so that
 * twenty replies stay unanswered for a day once in three hundred times, and eight for three days once in ten or rarer.
 */
const SILENCES = [
  { replies: 20, hours: 24 },
  { replies: 8, hours: 72 },
] as const;

const HOUR = 3_600_000;

/** How long nothing has come back although enough left; null while the quiet may be chance. */
export function inboundSilence(traffic: MailTraffic): { ms: number; replies: number } | null {
  const { now, lastArrivalAt, sentSince, firstSentAt } = traffic;
  if (firstSentAt === null) return null;
  const ms = now - Math.max(firstSentAt, lastArrivalAt ?? firstSentAt);
  const alarming = SILENCES.some(({ replies, hours }) => sentSince >= replies && ms >= hours * HOUR);
  return alarming ? { ms, replies: sentSince } : null;
}

/** For the banner and the checklist. */
export function silenceWords({ ms, replies }: { ms: number; replies: number }): string {
  return `No mail has arrived for ${durationWords(ms)}, although ${replies} replies left.`;
}
