import type { AgentId } from '../../../domain/ids.ts';
import { exactTime } from '../../app/time.ts';
import type { RuleDeed, RuleEvent } from '../../../domain/rule-event.ts';

/** What a rule did, in a line: rules are named, so that nobody looks for a person. */
export function ruleWords(event: RuleEvent, nameOf: (id: AgentId) => string): string {
  switch (event.kind) {
    case 'ruleRan': {
      const deeds = event.did.map((deed) => deedWords(deed, nameOf)).join('; ');
      const asked = event.askedBy ? `, as ${lowerYou(nameOf(event.askedBy))} asked` : '';
      return `Rule “${event.rule.name}” ${deeds}${asked}`;
    }
    case 'ruleSaid':
      return event.refused
        ? `Rule “${event.rule.name}” could not mail its saved reply: ${event.refused}`
        : `Rule “${event.rule.name}” sent its saved reply`;
    case 'ruleCancelled':
      return `${nameOf(event.agentId)} kept the rule “${event.rule.name}” from running`;
    case 'ruleMoved':
      return `${nameOf(event.agentId)} moved the rule “${event.rule.name}” to ${exactTime(event.at)}`;
    case 'rulesStopped':
      return stoppedWords(event.rules, event.why);
  }
}

function deedWords(deed: RuleDeed, nameOf: (id: AgentId) => string): string {
  switch (deed.did) {
    case 'assigned':
      return `assigned it to ${lowerYou(nameOf(deed.agentId))}`;
    case 'foundNobody':
      return 'found nobody free: it stays unassigned';
    case 'tagged':
      return `added the ${deed.tags.length === 1 ? 'tag' : 'tags'} ${deed.tags.map(({ name }) => name).join(', ')}`;
    case 'prioritised':
      return `set the priority to ${deed.priority}`;
    case 'said':
      return 'sent its saved reply';
    case 'saidNothing':
      return `did not send its saved reply: ${deed.why}`;
    case 'called':
      return 'called its webhook';
    case 'notCalled':
      return `called its webhook in vain: ${deed.why}`;
    case 'closed':
      return 'closed the conversation';
  }
}

function stoppedWords(rules: string[], why: Extract<RuleEvent, { kind: 'rulesStopped' }>['why']): string {
  const named = rules.map((name) => `“${name}”`);
  if (why === 'tooOften') return `Rule ${named.join('')} stopped: it had run twenty times within an hour`;
  const [last = ''] = named.slice(-1);
  return why === 'contradicts'
    ? `Rule ${last} stopped: rule ${named[0] ?? ''} had done otherwise for the same message`
    : `Rules ${named.join(', ')} trigger each other: they stopped after running once`;
}

const lowerYou = (name: string) => (name === 'You' ? 'you' : name);
