import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { ProjectId } from '../../domain/ids.ts';
import { conversations, customers, searchableWords, tags } from '../schema/schema.ts';
import { lexemesOfWho, whoIs } from '../schema/base/who-is.ts';
import type { Term } from './terms.ts';

/** Scripts whose pairs of characters are indexed: see `search_lexemes`. */
const PAIRED =
  /^[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+$/;
/** What stands in the middle of too many words to be looked for there. */
const SHORT = /^(\p{L}{1,3}|.{1,2})$/u;

/** Whether a word is looked for at the beginning of words only: no three characters make a trigram, or they make one of everything. */
const isShort = (form: string) => (PAIRED.test(form) ? form.length < 3 : SHORT.test(form));

export const anywhere = (form: string) => `%${form.replace(/[\\%_]/g, '\\$&')}%`;

const quoted = (word: string) => `'${word.replace(/['\\]/g, ' ')}'`;

const anyOf = (conditions: SQL[]): SQL => sql`(${sql.join(conditions, sql` or `)})`;

/** Whether words, and the lexemes of the same words, have the term. */
const within = ({ words, lexemes }: { words: SQLWrapper; lexemes: SQLWrapper }, { forms }: Term): SQL =>
  anyOf(
    forms.map((form) =>
      isShort(form)
        ? sql`${lexemes} @@ ${`${quoted(form)}:*`}::tsquery`
        : sql`${words} like ${anywhere(form)}`,
    ),
  );

/** Whether a row of words has the term. */
export const hasTerm = (term: Term): SQL => within(searchableWords, term);

const isWith = (term: Term): SQL =>
  within({ words: whoIs(customers), lexemes: lexemesOfWho(customers) }, term);

/** Whether it has a tag with such a name: its own, or the one that it was merged into. */
export const carries = (projectId: ProjectId, such: SQL): SQL => sql`${conversations.tags} && array(
  select named.id from ${tags} as named left join ${tags} as target on target.id = named.merged_into
  where named.project_id = ${projectId} and search_fold(coalesce(target.name, named.name)) ${such})`;

const isTagged = ({ forms }: Term, projectId: ProjectId): SQL =>
  carries(projectId, sql`like any(${sql.param(forms.map(anywhere))}::text[])`);

/** Asked of one conversation. `offset 0` keeps Postgres from reading all words of all conversations at once instead. */
export const conversationHas = (term: Term, projectId: ProjectId): SQL => sql`(
  exists (select 1 from ${searchableWords}
    where ${searchableWords.conversationId} = ${conversations.id} and ${hasTerm(term)} offset 0)
  or exists (select 1 from ${customers} where ${customers.id} = ${conversations.customerId} and ${isWith(term)} offset 0)
  or ${isTagged(term, projectId)})`;

/** Asked of the indexes: whoever has the term, wherever they are in the list. */
export const isAmongThoseWith = (term: Term, projectId: ProjectId): SQL => sql`${conversations.id} in (
  with those as materialized (
    select ${searchableWords.conversationId} as id from ${searchableWords}
    where ${searchableWords.projectId} = ${projectId} and ${hasTerm(term)}
    union
    select theirs.id from ${conversations} as theirs join ${customers} on ${customers.id} = theirs.customer_id
    where ${customers.projectId} = ${projectId} and ${isWith(term)}
    union
    select ${conversations.id} from ${conversations}
    where ${conversations.projectId} = ${projectId} and ${isTagged(term, projectId)}
  ) select id from those)`;
