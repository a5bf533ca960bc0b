import { MAX_ARTICLE_TITLE } from '../../limits.ts';
import { shorten } from '../../text/shorten.ts';
import { personalIn, type KnownOfCustomer } from './personal-in.ts';
import { withoutCourtesy } from './without-courtesy.ts';
import type { ArticleDraft } from './gap.ts';

/** An article of an agent's own words: what they wrote to one customer, called after what was asked. */
export function draftFromReply(
  { question, reply }: { question: string; reply: string },
  customer: KnownOfCustomer,
): ArticleDraft {
  const text = withoutCourtesy(reply, customer.names);
  const title = shorten(question.replace(/\s+/g, ' ').trim(), MAX_ARTICLE_TITLE);
  return { title, text, by: 'reply', personal: personalIn(`${title}\n${text}`, customer) };
}
