import { languageOf } from '../language/guess-language.ts';
import type { RuleFacts } from './facts.ts';
import { folded, standsIn } from './folded-words.ts';
import type { RuleCondition } from './rule.ts';

/** Whether everything that a rule asks for is so. Without conditions it always is. */
export const holdsAll = (conditions: readonly RuleCondition[], facts: RuleFacts): boolean =>
  conditions.every((condition) => conditionHolds(condition, facts));

export function conditionHolds(condition: RuleCondition, facts: RuleFacts): boolean {
  switch (condition.kind) {
    case 'channel':
      return facts.channel === condition.channel;
    case 'words': {
      const text = folded(`${facts.subject}\n${facts.words}`);
      return condition.anyOf.some((word) => standsIn(folded(word), text));
    }
    case 'tag':
      return condition.anyOf.some((id) => facts.tags.includes(id));
    case 'address':
      return condition.anyOf.some((wanted) => facts.addresses.some((address) => isAt(address, wanted)));
    case 'hours':
      return facts.isOpen === condition.inside;
    case 'language': {
      const language = languageOf(facts.words) ?? languageOf(facts.subject);
      return language !== null && condition.anyOf.includes(language);
    }
  }
}

/** A whole address, or a domain with or without its @: its subdomains count too. */
function isAt(address: string, wanted: string): boolean {
  const [known, asked] = [address.toLowerCase(), wanted.toLowerCase()];
  if (asked.indexOf('@') > 0) return known === asked;
  const domain = asked.replace(/^@/, '');
  const own = known.slice(known.lastIndexOf('@') + 1);
  return own === domain || own.endsWith(`.${domain}`);
}
