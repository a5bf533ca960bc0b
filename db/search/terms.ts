import { sql } from 'drizzle-orm';
import { slipsOf } from '../../domain/search/typos.ts';
import type { ProjectId } from '../../domain/ids.ts';
import type { Queryable } from '../connection/database.ts';
import { searchableWords } from '../schema/schema.ts';

/** A word somebody looks for, as the index has it. */
export interface Term {
  /** As it was typed, folded. */
  word: string;
  /** What to look for in its place: itself, its stems, and where a stem lost a y, that. */
  forms: string[];
}

/**
 * Folds words as the index has them, and takes them to their stems in the project's language: as they were typed, because a
 * language's endings have its letters, and folded, because people leave those away. The index has whole words, so that nothing
 * there depends on the language.
 */
export async function readTerms(
  db: Queryable,
  { projectId, words }: { projectId: ProjectId; words: readonly string[] },
): Promise<Term[]> {
  if (words.length === 0) return [];
  const { rows } = await db.execute<{ word: string; stems: string[] }>(sql`
    select word, array(
      select distinct search_fold(stem) from unnest(array[word, lower(typed)]) as form,
        lateral (select (ts_lexize(dictionary, form))[1]) as stemmed (stem) where stem <> ''
    ) as stems
    from projects, unnest(${sql.param(words)}::text[]) with ordinality as given (typed, place), search_fold(typed) as word,
      lateral (select case language when 'simple' then 'simple' else language || '_stem' end::regdictionary) as its (dictionary)
    where projects.id = ${projectId} and word <> '' order by place`);
  return rows.map(({ word, stems }) => ({ word, forms: formsOf(word, stems) }));
}

/** More than this are guesses. */
const MOST_MEANT = 6;

/**
 * What was meant where somebody's finger slipped: the words of the project that are one slip away.
 * @returns null when there are none for any of the terms.
 */
export async function readMeant(
  db: Queryable,
  { projectId, terms }: { projectId: ProjectId; terms: readonly Term[] },
): Promise<Term[] | null> {
  const slips = terms.flatMap(({ word }) => slipsOf(word));
  if (slips.length === 0) return null;
  const { rows } = await db.transaction(async (tx) => {
    // Postgres believes that any word is common enough to be met soon by reading the table.
    await tx.execute(sql`set local enable_seqscan = off`);
    await tx.execute(sql`set local enable_indexscan = off`);
    return tx.execute<{ word: string }>(sql`
      select word from unnest(${sql.param(slips)}::text[]) as word where exists (
        select 1 from ${searchableWords} where ${searchableWords.projectId} = ${projectId}
          and ${searchableWords.lexemes} @@ word::tsquery offset 0)`);
  });
  const known = new Set(rows.map(({ word }) => word));
  if (known.size === 0) return null;
  return terms.map(({ word, forms }) => {
    const meant = slipsOf(word).filter((slip) => known.has(slip));
    return { word, forms: meant.length > 0 ? [...forms, ...meant.slice(0, MOST_MEANT)] : forms };
  });
}

/** A stem of two letters stands in too many words. */
const SHORTEST_STEM = 3;

function formsOf(word: string, stems: readonly string[]): string[] {
  const long = stems.filter((stem) => stem.length >= SHORTEST_STEM);
  if (long.length === 0 || /\s/.test(word)) return [word];
  const forms = long.flatMap((stem) => [stem, ...(stem.endsWith('i') ? [`${stem.slice(0, -1)}y`] : [])]);
  return forms.some((form) => word.startsWith(form)) ? forms : [word, ...forms];
}
