import type { AgentId } from '../ids.ts';

interface Named {
  id: AgentId;
  name: string;
}

/** As a note's entry has them: each once, and nobody tells themselves. */
export function mentioning(
  mentions: readonly AgentId[] | undefined,
  author: AgentId,
): { mentions?: AgentId[] } {
  const others = [...new Set(mentions)].filter((id) => id !== author);
  return others.length > 0 ? { mentions: others } : {};
}

/** A piece of a text that mentions somebody, or none. */
export interface TextPiece {
  text: string;
  mentions: boolean;
}

/** Where `@Name` stands in a text, cut into pieces. The longest name wins; inside of a word it is none, such as in an address. */
export function mentionPieces(text: string, names: readonly string[]): TextPiece[] {
  const escaped = names
    .filter(Boolean)
    .toSorted((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (escaped.length === 0 || !text.includes('@')) return [{ text, mentions: false }];
  const mention = new RegExp(`(?<![\\p{L}\\p{N}_])(@(?:${escaped.join('|')}))(?![\\p{L}\\p{N}_])`, 'u');
  return text
    .split(mention)
    .map((piece, at) => ({ text: piece, mentions: at % 2 === 1 }))
    .filter((piece) => piece.text);
}

/**
 * Whom a note names while it is written. Of those who are called the same, the ones that were `chosen` last, one for each time
 * that the name is said; all of them where the name was typed and nobody chosen.
 */
export function mentionedIn(
  text: string,
  team: readonly Named[],
  chosen: readonly AgentId[] = [],
): AgentId[] {
  const names = team.map(({ name }) => name);
  const said = mentionPieces(text, names).flatMap((piece) => (piece.mentions ? piece.text.slice(1) : []));
  return team
    .filter(({ name }) => said.includes(name))
    .filter(({ id, name }) => {
      const alike = chosen.filter((each) => team.some((one) => one.id === each && one.name === name));
      const times = said.filter((each) => each === name).length;
      return alike.length === 0 || alike.slice(-times).includes(id);
    })
    .map(({ id }) => id);
}

/** Whether somebody else of them is called the same, so that the name alone does not say who. */
export const sharesName = ({ id, name }: Named, team: readonly Named[]): boolean =>
  team.some((other) => other.id !== id && other.name === name);

/** What is being typed after an `@` at the end of a text, and where that stands; null: nobody is being mentioned. */
export function mentionBegun(before: string): { at: number; query: string } | null {
  const found = /(?:^|[\s([{«“"'])@((?:[\p{L}\p{M}\p{N}._'’-]+ ?){0,3})$/u.exec(before);
  const query = found?.[1];
  return query === undefined ? null : { at: before.length - query.length - 1, query };
}

/** Who may be meant: each word of what was typed begins a word of their name. */
export function meant<Person extends { name: string }>(query: string, team: readonly Person[]): Person[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return team.filter(({ name }) => {
    const parts = fold(name).split(/[\s.@_-]+/);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
}

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
