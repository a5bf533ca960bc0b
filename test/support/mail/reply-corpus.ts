import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A body whose writer's own words are known. */
export interface ReplyCase {
  id: string;
  view: 'text' | 'html';
  text: string;
  html: string;
  /** What may not be lost. */
  least: string;
  /** What may stand in the reply: the expected words and those that do no harm. */
  most: string;
}

export interface ReplyScore {
  cases: number;
  /** Shares of the cases, in percent. */
  accept: number;
  lost: number;
  leak: number;
  missed: string[];
}

interface StoredCase {
  id: string;
  kind: string;
  text?: string;
  html?: string;
  expectedReply: string;
  minReply: string;
  expectedFromHtml?: string;
  minFromHtml?: string;
  allowedExtra: string[];
}

export function replyCases(folder: string): ReplyCase[] {
  const names = readdirSync(join(folder, 'replies')).filter((name) => /^\d+\.json$/.test(name));
  return names
    .map((name) => JSON.parse(readFileSync(join(folder, 'replies', name), 'utf8')) as StoredCase)
    .filter((stored) => stored.kind !== 'policy')
    .flatMap((stored) => {
      const { id, text = '', html = '', allowedExtra } = stored;
      const most = (expected: string) => [expected, ...allowedExtra].join(' ');
      const [expected, least] = [stored.expectedReply, stored.minReply];
      const fromText = { id, view: 'text' as const, text, html: '', least, most: most(expected) };
      const fromHtml = {
        ...{ id, view: 'html' as const, text: '', html },
        least: stored.minFromHtml ?? least,
        most: most(stored.expectedFromHtml ?? expected),
      };
      return [...(text ? [fromText] : []), ...(html ? [fromHtml] : [])];
    });
}

/** Words that stand where they should not: three of somebody else's are a leak. */
const LEAK = 3;

export function scoreReplies(cases: ReplyCase[], read: (body: ReplyCase) => string): ReplyScore {
  const judged = cases.map((each) => {
    const reply = read(each);
    return { id: each.id, lost: missing(each.least, reply), foreign: missing(reply, each.most) };
  });
  const percent = (holds: (each: (typeof judged)[number]) => boolean) =>
    (100 * judged.filter(holds).length) / judged.length;
  const accepted = (each: (typeof judged)[number]) => each.lost === 0 && each.foreign === 0;
  return {
    cases: judged.length,
    accept: percent(accepted),
    lost: percent((each) => each.lost > 0),
    leak: percent((each) => each.foreign >= LEAK),
    missed: judged.filter((each) => !accepted(each)).map((each) => each.id),
  };
}

/** How many words of a text are not in another, each counted as often as it stands there. */
function missing(text: string, within: string): number {
  const left = new Map<string, number>();
  for (const word of wordsOf(within)) left.set(word, (left.get(word) ?? 0) + 1);
  return wordsOf(text).filter((word) => {
    const rest = left.get(word) ?? 0;
    left.set(word, rest - 1);
    return rest <= 0;
  }).length;
}

/** Addresses of links stand in some bodies and not in others. */
const LINK = /[[<(]?(?:https?:\/\/|mailto:|tel:)[^\s\]>)]+[\]>)]?/g;

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(LINK, ' ')
    .match(/[\p{L}\p{N}]+|\p{Emoji_Presentation}/gu) ?? [];
