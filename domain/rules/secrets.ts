import { shownAddress } from '../notices/webhook-address.ts';
import type { Rule, RuleAct } from './rule.ts';

/** As anybody may see it: of a webhook's address only enough to tell it from others. */
export const withoutSecrets = (rule: Rule): Rule => ({ ...rule, acts: rule.acts.map(withoutSecret) });

const withoutSecret = (act: RuleAct): RuleAct =>
  act.does === 'callWebhook' ? { ...act, url: null, shown: act.url && shownAddress(act.url) } : act;

/** What is saved: an address that was not entered anew is the one it was. @returns null when there is none to keep. */
export function withSecrets(acts: RuleAct[], before: RuleAct[]): RuleAct[] | null {
  const known = before.find((act) => act.does === 'callWebhook')?.url ?? null;
  const saved = acts.map((act) =>
    act.does === 'callWebhook' ? { ...act, url: act.url ?? known, shown: null } : act,
  );
  return saved.every((act) => act.does !== 'callWebhook' || act.url) ? saved : null;
}
