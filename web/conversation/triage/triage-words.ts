import type { AgentId } from '../../../domain/ids.ts';
import type { Priority, TriageEvent } from '../../../domain/triage.ts';
import { untilWords } from '../../triage/moment-words.ts';

export const PRIORITY_WORDS: Record<Priority, string> = {
  low: 'Low priority',
  normal: 'Normal priority',
  high: 'High priority',
};

/** What somebody did to sort a conversation, in a line, with moments as they were said at `at`. */
export function triageWords(event: TriageEvent, nameOf: (id: AgentId) => string, at: number): string {
  switch (event.kind) {
    case 'tagged':
      return `${nameOf(event.agentId)} added the tag ${event.name}`;
    case 'untagged':
      return event.name
        ? `${nameOf(event.agentId)} removed the tag ${event.name}`
        : `${nameOf(event.agentId)} removed a tag that was deleted`;
    case 'snoozed':
      return `${nameOf(event.agentId)} snoozed it until ${untilWords(event.until, at)}`;
    case 'unsnoozed':
      return `${nameOf(event.agentId)} took the snooze back`;
    case 'snoozeEnded':
      return event.because === 'customer'
        ? 'Back from snooze: the customer answered'
        : `Back from snooze: ${untilWords(event.until, at)} came`;
    case 'prioritised':
      return `${nameOf(event.agentId)} set ${PRIORITY_WORDS[event.priority].toLowerCase()}`;
    case 'renamed':
      return `${nameOf(event.agentId)} changed the subject to “${event.subject}”`;
    case 'markedSpam':
      return `${nameOf(event.agentId)} marked it as spam`;
    case 'unmarkedSpam':
      return `${nameOf(event.agentId)} said it is no spam`;
  }
}
