import type { Upcoming } from '../../../domain/triage/what-happens-next.ts';
import type { IconName } from '../../design/icons.ts';

/** What happens by itself, and what would change that. */
const NEXT_WORDS: Record<Upcoming['kind'], { words: string; unless?: string; icon: IconName }> = {
  replyLeaves: { words: 'The reply leaves', icon: 'mail' },
  mailLeaves: { words: 'The reply is mailed', unless: 'unless it is read in the chat', icon: 'mail' },
  answerLeaves: {
    words: 'The assistant’s draft is sent',
    unless: 'unless somebody decides before',
    icon: 'chat',
  },
  answerExpires: { words: 'The draft is given up', unless: 'unless somebody decides before', icon: 'bell' },
  snoozeEnds: { words: 'It comes back', unless: 'or when the customer answers', icon: 'moon' },
  escalatesAgain: { words: 'Everyone is told again', unless: 'if nobody takes it', icon: 'bell' },
  ruleRuns: { words: 'A rule runs', unless: 'unless somebody says or does something', icon: 'clock' },
  teamIsTold: { words: 'The team is told', unless: 'if nobody takes it', icon: 'bell' },
  ratingAsked: {
    words: 'The customer is asked how it was',
    unless: 'unless it is opened again',
    icon: 'mail',
  },
  watchersAreTold: { words: 'Those who watch get a mail', icon: 'mail' },
};

/** A rule is named, like a person. */
export const nextWordsOf = (upcoming: Upcoming) => ({
  ...NEXT_WORDS[upcoming.kind],
  ...(upcoming.kind === 'ruleRuns' && { words: `Rule “${upcoming.rule.name}” runs` }),
});
