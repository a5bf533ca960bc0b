import { shorten } from '../text/shorten.ts';
import type { NoticeWords } from './notice.ts';

/** What a browser shows. A later one of the same `tag` takes its place, and a click opens `url`. */
export interface PushPayload {
  title: string;
  body: string;
  url: string;
  tag: string;
}

/** A name that fills a screen is no name. */
const MAX_TITLE = 120;

export const pushPayload = (
  { project, customer, gist, url, again, mentionedBy }: NoticeWords,
  tag: string,
): PushPayload => ({
  title: shorten(`${titleBefore({ again, mentionedBy })}${customer} · ${project}`, MAX_TITLE),
  body: gist,
  url,
  tag,
});

function titleBefore({ again, mentionedBy }: { again: boolean; mentionedBy: string | undefined }): string {
  if (mentionedBy) return `${mentionedBy} mentioned you: `;
  return again ? 'Escalated again: ' : '';
}
