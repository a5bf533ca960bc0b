import { requestAutomaticMail } from '../../conversation/automatic-mail.ts';
import { said } from '../../conversation/entries.ts';
import type { ConversationState } from '../../conversation/state.ts';
import type { RuleDeed } from '../../rule-event.ts';
import type { ByRule } from './by-rule.ts';

/** More than once a day tells nobody anything, and keeps two machines from talking. */
const ONCE_IN_MS = 24 * 3_600_000;

/**
 * Says a rule's saved reply where the customer spoke last: in the chat, or as an automatic mail, which is answered by no machine that
 * knows the signs of one and leaves only within the budgets of automatic mail.
 */
export function sayFor(state: ConversationState, text: string, { rule, newId, at }: ByRule): RuleDeed[] {
  const last = state.rules.said[rule.id];
  if (last && Date.parse(at) - Date.parse(last) < ONCE_IN_MS) return [];
  const why = whyNotSaid(state);
  if (why) return [{ did: 'saidNothing', why }];
  state.rules.said = { ...state.rules.said, [rule.id]: at };
  const id = newId();
  const event = { kind: 'ruleSaid', rule, refused: null } as const;
  const channel = state.lastChannel;
  state.unrecorded.push(said({ id, author: { by: 'system' }, text, channel, at, event }));
  if (channel === 'email') requestAutomaticMail(state, id, { purpose: 'rule' });
  return [{ did: 'said' }];
}

/** As for the assistant's own words: a mail is answered without a human only where its sender is vouched for. */
function whyNotSaid({
  spam,
  merged,
  lastChannel,
  customerEmail,
  chatOnly,
  automaticAnswers,
}: ConversationState) {
  if (spam || merged) return 'Nobody reads it there.';
  if (lastChannel === 'widget') return null;
  if (!customerEmail || chatOnly) return 'No mail reaches the customer.';
  return automaticAnswers ? null : 'Nothing automatic is mailed to an address that was not verified.';
}
