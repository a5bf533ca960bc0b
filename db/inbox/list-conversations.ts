import { and, inArray, sql, type SQL } from 'drizzle-orm';
import type { AgentId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { ConversationRow, InboxLane } from '../../domain/inbox/views.ts';
import { FIRST_SORT, type InboxSort } from '../../domain/search/inbox-query.ts';
import { NOTHING_SOUGHT, type Search } from '../../domain/search/search.ts';
import type { Queryable } from '../connection/database.ts';
import { conversations } from '../schema/schema.ts';
import { findHits } from '../search/find-hits.ts';
import { conversationHas, isAmongThoseWith } from '../search/has-words.ts';
import { readMeant, readTerms, type Term } from '../search/terms.ts';
import { passes } from './filters.ts';
import { selectRows, toRow } from './inbox.ts';
import { inLane } from './lanes.ts';
import { behind, inOrder, isUpTo, type Cursor } from './sorts.ts';

/** One screenful and a half: enough that scrolling rarely waits. */
const PAGE_SIZE = 50;

/** Conversations in whose words one looks before asking the indexes: a common word fills a page from the first, or from some more. */
const LOOKED_THROUGH = { first: 100, most: 2_000 };
/** Looking through one conversation takes as long as getting so many from the indexes: 0.11 against 0.03 ms (`search` of the bench). */
const LOOKING = 3.7;
/** So much further than expected, as the first are few to judge by. */
const CHANCE = 1.5;

interface ListQuery {
  projectId: ProjectId;
  agentId: AgentId;
  lane: InboxLane;
  search?: Search;
  sort?: InboxSort;
  before: Cursor | null;
  /** Only whichever of these the list holds. */
  among?: ConversationId[];
}

/** A page of a list, with the place where each conversation has what is looked for. */
export async function listConversations(db: Queryable, query: ListQuery): Promise<ConversationRow[]> {
  const { words } = query.search ?? NOTHING_SOUGHT;
  const terms = await readTerms(db, { projectId: query.projectId, words });
  if (terms.length === 0) return words.length > 0 ? [] : readPage(db, query);
  const exact = await findPage(db, query, terms);
  if (
    exact.length > 0 ||
    (query.before && (await findPage(db, { ...query, before: null }, terms)).length > 0)
  )
    return withHits(db, exact, terms);
  const meant = await readMeant(db, { projectId: query.projectId, terms });
  return meant ? withHits(db, await findPage(db, query, meant), meant) : [];
}

/** How many conversations a list holds, no further than a limit. */
export async function countConversations(
  db: Queryable,
  { limit, ...query }: Omit<ListQuery, 'before'> & { limit: number },
): Promise<number> {
  const { projectId, search = NOTHING_SOUGHT } = query;
  const terms = await readTerms(db, { projectId, words: search.words });
  if (terms.length < search.words.length) return 0;
  const { rows } = await db.execute<{ count: number }>(sql`select count(*)::int as count from (
    select 1 from ${conversations} where ${and(held({ ...query, before: null }), inIndexes(terms, projectId))} limit ${limit}
  ) as counted`);
  return rows[0]?.count ?? 0;
}

/** What a list holds but for the words that are looked for. */
function held(query: ListQuery): SQL | undefined {
  const { projectId, agentId, lane, sort = FIRST_SORT, search = NOTHING_SOUGHT, before, among } = query;
  const seeksSpam = search.filters.some(({ on, value }) => on === 'is' && value === 'spam');
  return and(
    inLane(projectId, seeksSpam && lane === 'all' ? 'spam' : lane, agentId),
    passes(search.filters, { projectId, agentId }),
    among && inArray(conversations.id, among),
    before ? behind(before, { lane, sort }) : undefined,
  );
}

const orderOf = ({ lane, sort = FIRST_SORT }: ListQuery) => inOrder({ lane, sort });

async function readPage(db: Queryable, query: ListQuery, also?: SQL): Promise<ConversationRow[]> {
  const rows = await selectRows(db, query.agentId)
    .where(and(held(query), also))
    .orderBy(...orderOf(query))
    .limit(PAGE_SIZE);
  return rows.map(toRow);
}

/** Rare words are few in the index, common ones everywhere in the list: whichever is shorter to read. */
async function findPage(db: Queryable, query: ListQuery, terms: Term[]): Promise<ConversationRow[]> {
  if (query.among) return throughIndexes(db, query, terms);
  const first = await lookThrough(db, query, { terms, count: LOOKED_THROUGH.first });
  if (first.length === PAGE_SIZE) return first;
  const depth = await worthLooking(db, first.length / LOOKED_THROUGH.first);
  const found = depth ? await lookThrough(db, query, { terms, count: depth }) : first;
  return found.length === PAGE_SIZE ? found : throughIndexes(db, query, terms);
}

const lookThrough = (db: Queryable, query: ListQuery, { terms, count }: { terms: Term[]; count: number }) =>
  readPage(
    db,
    query,
    and(isAtTheHead(query, count), ...terms.map((term) => conversationHas(term, query.projectId))),
  );

/**
 * Through how many conversations to look where such a share of the first has what is sought, for a page of them; null: the
 * indexes are quicker. There all that have it are read, so it depends on how many conversations there are, which Postgres
 * knows roughly.
 */
async function worthLooking(db: Queryable, share: number): Promise<number | null> {
  const depth = PAGE_SIZE / share;
  if (depth * CHANCE > LOOKED_THROUGH.most) return null;
  const { rows } = await db.execute<{ all: number }>(
    sql`select reltuples::float8 as "all" from pg_class where oid = ${'conversations'}::regclass`,
  );
  const throughIndex = (rows[0]?.all ?? 0) * share;
  return depth * LOOKING < throughIndex ? Math.ceil(depth * CHANCE) : null;
}

const isAtTheHead = (query: ListQuery, count: number): SQL =>
  isUpTo({ lane: query.lane, sort: query.sort ?? FIRST_SORT, which: held(query), count });

const throughIndexes = (db: Queryable, query: ListQuery, terms: Term[]) =>
  readPage(db, query, inIndexes(terms, query.projectId));

/** The longest word is the rarest, mostly; whether those who have it have the others is asked one by one. */
function inIndexes(terms: readonly Term[], projectId: ProjectId): SQL | undefined {
  const [rarest, ...others] = terms.toSorted((a, b) => b.word.length - a.word.length);
  return (
    rarest &&
    and(isAmongThoseWith(rarest, projectId), ...others.map((term) => conversationHas(term, projectId)))
  );
}

async function withHits(db: Queryable, rows: ConversationRow[], terms: Term[]): Promise<ConversationRow[]> {
  const hits = await findHits(db, { ids: rows.map(({ id }) => id), terms });
  return rows.map((row) => {
    const hit = hits.get(row.id);
    return hit ? { ...row, hit } : row;
  });
}
