import { sql } from 'drizzle-orm';
import { slipsOf } from '../../domain/search/typos.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';

/** A word somebody looks for, as the index has it. */
export interface Term {
  /** As it was typed, folded. */
  word: string;
  /** What to look for in its place: itself, its stem, and where the stem lost a y, that. */
  forms: string[];
  /** Words one slip away; only where nothing has the word itself. */
  slips: string[];
}

/** Folds words as the index has them, and takes them to their stems in the project's language. */
export async function readTerms(
  db: Queryable,
  { projectId, words }: { projectId: ProjectId; words: readonly string[] },
): Promise<Term[]> {
  if (words.length === 0) return [];
  const { rows } = await db.execute<{ word: string; stem: string | null }>(sql`
    select word, (ts_lexize(case language when 'simple' then 'simple' else language || '_stem' end::regdictionary, word))[1] as stem
    from projects, unnest(${sql.param(words)}::text[]) with ordinality as given (typed, place), search_fold(typed) as word
    where projects.id = ${projectId} and word <> '' order by place`);
  return rows.map(({ word, stem }) => ({ word, forms: formsOf(word, stem), slips: [] }));
}

/** The same, with what was meant where somebody's finger slipped. */
export const withSlips = (terms: readonly Term[]): Term[] =>
  terms.map((term) => ({ ...term, slips: slipsOf(term.word) }));

/** A stem of two letters stands in too many words. */
const SHORTEST_STEM = 3;

function formsOf(word: string, stem: string | null): string[] {
  if (!stem || stem.length < SHORTEST_STEM || /\s/.test(word)) return [word];
  const forms = [stem, ...(stem.endsWith('i') ? [`${stem.slice(0, -1)}y`] : [])];
  return forms.some((form) => word.startsWith(form)) ? forms : [word, ...forms];
}
