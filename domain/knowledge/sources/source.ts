import type { ProjectId, SourceId } from '../../ids.ts';

/** Where articles come from, besides whoever writes them here and whoever puts them by the API. */
export type SourceKind = 'site' | 'page' | 'file' | 'repository';

export const SCHEDULES = ['never', 'daily', 'weekly'] as const;
/** How often a source is read again by itself. */
export type Schedule = (typeof SCHEDULES)[number];

export const HOURS_OF: Record<Schedule, number | null> = { never: null, daily: 24, weekly: 168 };

export const ARTICLE_AUDIENCES = ['everyone', 'identified', 'agents'] as const;
/** Whom an article may answer: `identified` are customers who proved who they are. */
export type ArticleAudience = (typeof ARTICLE_AUDIENCES)[number];

/** `failed`: nothing could be read at all, `problem` says why. */
export type SourceState = 'reading' | 'paused' | 'idle' | 'failed';

/** What became of one page, row or file of a source. */
export type PageState = 'waiting' | 'read' | 'unchanged' | 'skipped' | 'gone' | 'failed';

export interface Source {
  id: SourceId;
  projectId: ProjectId;
  kind: SourceKind;
  /** A URL; of a file, its name. */
  address: string;
  /** One rule a line; see `page-filter.ts`. */
  filter: string;
}

export const crawlIdOf = (id: SourceId) => `crawl/${id}`;

/** What a source is called in lists: its host, or its file's name. */
export function sourceName({ kind, address }: Pick<Source, 'kind' | 'address'>): string {
  if (kind === 'file' || !URL.canParse(address)) return address;
  const { host, pathname } = new URL(address);
  return kind === 'site' ? host : `${host}${pathname.replace(/\/$/, '')}`;
}
