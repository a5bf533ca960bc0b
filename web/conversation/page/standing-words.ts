import { untilWords } from '../../triage/moment-words.ts';
import type { Standing } from '../../../domain/standing.ts';
import type { TriageView } from '../../../domain/triage.ts';
import type { AgentId } from '../../../domain/ids.ts';

/** Who has the conversation and what it waits for, in a line. */
export function standingWords(
  { status, handler, snoozedUntil, spam }: Standing & Pick<TriageView, 'snoozedUntil' | 'spam'>,
  { nameOf, now }: { nameOf: (id: AgentId) => string; now: number },
): string {
  if (spam) return 'Spam';
  if (status === 'closed') return 'Closed';
  const has = handlerWords(handler, nameOf);
  if (status === 'waiting') return `Waiting for the customer · ${has}`;
  if (status === 'snoozed') return `Snoozed until ${untilWords(snoozedUntil, now)}`;
  return `Open · ${has}`;
}

function handlerWords(handler: Standing['handler'], nameOf: (id: AgentId) => string): string {
  if (handler.by === 'assistant') return 'the assistant answers';
  if (handler.agentId === null) return 'needs a human';
  const name = nameOf(handler.agentId);
  return name === 'You' ? 'you answer' : `${name} answers`;
}
