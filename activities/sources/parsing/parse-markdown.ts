import { oneArticle, type Parsed } from './parsed.ts';

/** Markdown or plain text: its title is what its front matter or its first heading says, else its name. */
export function parseMarkdown(text: string, name: string): Parsed {
  const front = /^---\r?\n([\s\S]{0,4000}?)\r?\n---/.exec(text)?.[1] ?? '';
  const named = /^title:\s*["']?(.+?)["']?\s*$/m.exec(front)?.[1];
  const heading = /^#\s+(.+?)\s*#*\s*$/m.exec(text.slice(0, 20_000))?.[1];
  const title = (named ?? heading ?? withoutEnding(name)).replace(/[`*]/g, '').trim().slice(0, 200);
  return oneArticle(title || name, text);
}

export const withoutEnding = (name: string) =>
  (name.split('/').at(-1) ?? name).replace(/\.\w{1,5}$/, '').replace(/[-_]+/g, ' ');
