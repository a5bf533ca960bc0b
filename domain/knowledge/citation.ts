import type { ArticleId, PassageId } from '../ids.ts';
import type { Citation } from '../message.ts';

/** @param passage as it is kept: what the customer sees of it is where it stands. */
export function citationOf(passage: {
  id: PassageId;
  articleId: ArticleId;
  title: string;
  heading: string | null;
  url?: string | null;
}): Citation {
  const { id: passageId, articleId, title, heading, url } = passage;
  return { articleId, passageId, title, heading, ...(url && { url }) };
}
