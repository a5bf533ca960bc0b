import type { ArticleAudience, Schedule } from '../../domain/knowledge/sources/source.ts';

export const AUDIENCE_WORDS: Record<ArticleAudience, string> = {
  everyone: 'Everyone',
  identified: 'Identified customers',
  agents: 'Agents only',
};

export const SCHEDULE_WORDS: Record<Schedule, string> = {
  never: 'Only when you ask',
  daily: 'Every day',
  weekly: 'Every week',
};

/** What can be added. Text is written in the editor; a question is an article that is called after it. */
export const ADDED_KINDS = {
  site: { name: 'Website', hint: 'Every page below this address, found by its links and its sitemap.' },
  page: { name: 'One page', hint: 'This page alone.' },
  file: {
    name: 'File',
    hint: 'Markdown, text, HTML, PDF, DOCX, or CSV with the columns title and text, or question and answer.',
  },
  question: { name: 'Question and answer', hint: 'The assistant answers with your words.' },
  repository: {
    name: 'Git repository',
    hint: 'The Markdown and text files of a public repository at GitHub, GitLab or Codeberg, or of one folder of it.',
  },
  api: { name: 'API', hint: 'Another system puts its articles here.' },
  text: { name: 'Text', hint: 'Write or paste an article yourself.' },
} as const;
export type AddedKind = keyof typeof ADDED_KINDS;

export const WORDS = {
  addSource: 'Add source',
  addArticle: 'Add article',
  search: 'Search the docs',
  filter: 'Which pages',
  filterHint:
    'Empty: all. Else one path a line, such as /docs/ for all below it. ! before a path leaves it out, * stands for anything.',
  vanishedTitle: (count: number) =>
    count === 1
      ? 'One article is no longer at its source'
      : `${count} articles are no longer at their sources`,
  vanishedHint: 'The assistant still answers from them. Switch them off, or keep them.',
  switchOff: 'Switch off',
  keep: 'Keep',
  tokenHint:
    'Another system can write articles: PUT /api/articles/your-id with a title and a text, and this token as its bearer.',
} as const;

/** What took an earlier version's place. */
export const WHY_WORDS = {
  edited: 'until it was edited here',
  read: 'until its source changed',
  api: 'until the API changed it',
} as const;

/** What customers said of the answers that cite an article. */
export const helpfulWords = (thumbs?: { helpful: number; unhelpful: number }): string =>
  thumbs ? `helpful ${thumbs.helpful} / not ${thumbs.unhelpful}` : '–';
