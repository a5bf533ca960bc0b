import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { ConversationId, DraftId, ProjectId } from '../../domain/ids.ts';
import {
  budgetReached,
  mostSpent,
  scopesFor,
  turnsLeft,
  type ReachedBudget,
  type Spending,
  type Spent,
} from '../../domain/project/budgets/budgets.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { prepared } from '../connection/prepared.ts';
import { conversationUse } from '../schema/schema.ts';
import { readSpending, readSpendingWithin } from './read-spending.ts';

/** On whose account the assistant is asked. Without a conversation (suggestions, drafts of articles, trials, tests): the project's alone. */
export interface Spender {
  projectId: ProjectId;
  conversation?: SpendingConversation | undefined;
}

export interface SpendingConversation {
  conversationId: ConversationId;
  draftId: DraftId;
  /** What the conversation's workflow remembers of what was spent on it before this draft. */
  spent: Spent;
}

const today = sql`(now() at time zone 'utc')::date`;

type Beginning = Spender & { asksModel: boolean };

/** Null: it may be begun, and was counted. */
type Begun = { reached: ReachedBudget | null };

/** Answers that are begun between a look and its count: a number that no installation comes near. */
const MOST_AT_ONCE = 1_000;

const NO_PROJECT: Begun = { reached: { scope: 'project', unit: 'turns', limit: 0 } };

/**
 * Counts an answer that is about to be begun, unless a budget is reached. Answers asked for at once cannot pass a limit of turns
 * together; what they cost is known only afterwards, and may pass one by itself.
 * What is counted: a turn once for each draft, a call of the model for each try, tokens and money of every try when it ends.
 * Of a worker that was killed in the middle of a try, turn and call stay, and its tokens nobody knows.
 * @returns the budget that is reached, and then nothing was counted; null: it may be begun.
 */
export async function begin(db: Database, spender: Beginning): Promise<ReachedBudget | null> {
  const begun = (await beginAsSeen(db, spender)) ?? (await beginLocked(db, spender));
  return begun.reached;
}

/**
 * Without a lock, in two statements: what was seen is counted on only if no more answers of the project were begun since, which
 * the day's calls of the model tell, than every limit of turns has room for. @returns null when more were, or the day has no row yet.
 */
async function beginAsSeen(db: Database, spender: Beginning): Promise<Begun | null> {
  const { projectId, asksModel, conversation } = spender;
  if (!asksModel) return null;
  const spending = withRemembered(spender, await readSpending(db, { projectId, ...conversation }));
  if (!spending) return NO_PROJECT;
  const reached = reachedOf(spender, spending);
  if (reached) return { reached };
  const { conversationId = null, draftId = null } = conversation ?? {};
  const seen = spending.spent.project.turns;
  const until = seen + Math.min(turnsLeft(spending), MOST_AT_ONCE);
  const [row] = await countAsSeen(db, { projectId, conversationId, draftId, seen, until });
  return row?.isCounted ? { reached: null } : null;
}

/** Under the lock of the project's day. */
async function beginLocked(db: Database, spender: Beginning): Promise<Begun> {
  const { projectId, conversation } = spender;
  return db.transaction(async (tx) => {
    await lockDay(tx, spender);
    const spending = withRemembered(spender, await readSpendingWithin(tx, { projectId, ...conversation }));
    if (!spending) return NO_PROJECT;
    const reached = reachedOf(spender, spending);
    if (!reached) await countBegun(tx, spender);
    return { reached };
  });
}

const reachedOf = ({ asksModel, conversation }: Beginning, spending: Spending): ReachedBudget | null =>
  budgetReached(spending, scopesFor({ asksModel, isCustomers: conversation !== undefined }));

/** The workflow and the rows count the same, and neither is behind: rows also know answers that were given up. */
function withRemembered({ conversation }: Spender, spending: Spending | null): Spending | null {
  if (!spending || !conversation) return spending;
  const { spent } = spending;
  return {
    ...spending,
    spent: { ...spent, conversation: mostSpent(spent.conversation, conversation.spent) },
  };
}

/**
 * Every day's first row is made here, of a project that is still there. The conversation's row may be locked for a while: whoever
 * waits for that holds up nobody else's answer, as the project's day comes after it.
 */
async function lockDay(tx: Queryable, { projectId, conversation }: Spender): Promise<void> {
  await tx.execute(sql`
    with here as materialized (
      select id from conversations where id = ${conversation?.conversationId ?? null}::text for key share
    )
    insert into daily_use as known (project_id, day)
    select id, ${today} from projects, (select count(*) from here) as locked where id = ${projectId}
    on conflict (project_id, day) do update set model_calls = known.model_calls`);
}

async function countBegun(
  tx: Queryable,
  { projectId, conversation, asksModel }: Spender & { asksModel: boolean },
): Promise<void> {
  const { conversationId = null, draftId = null } = conversation ?? {};
  await tx.execute(sql`
    with called as (
      update daily_use set model_calls = model_calls + 1
      where ${asksModel}::boolean and project_id = ${projectId} and day = ${today}
    )
    ${turnOf({ conversationId: sql`${conversationId}`, draftId: sql`${draftId}` }, sql`true`)}`);
}

/** A draft's turn, counted once. */
const turnOf = (
  { conversationId, draftId }: Record<'conversationId' | 'draftId', SQL>,
  also: SQL,
): SQL => sql`
  insert into conversation_use as known (project_id, conversation_id, day, turns, draft_id)
  select project_id, id, ${today}, 1, ${draftId}::text from conversations
  where id = ${conversationId}::text and ${also} and not exists (
    select from conversation_use where conversation_id = ${conversationId}::text and draft_id = ${draftId}::text)
  on conflict (conversation_id, day) do update set turns = known.turns + 1, draft_id = excluded.draft_id`;

/** In the order of the lock: conversation, day, sum. */
const countAsSeen = prepared<Record<string, unknown>, { isCounted: boolean }>(
  'count_as_seen',
  sql`
  with here as materialized (
    select id from conversations where id = ${sql.placeholder('conversationId')}::text for key share
  ), called as (
    update daily_use set model_calls = model_calls + 1
    where project_id = ${sql.placeholder('projectId')}::text and day = ${today}
      and model_calls >= ${sql.placeholder('seen')}::int and model_calls < ${sql.placeholder('until')}::int
      and (select count(*) from here) >= 0
    returning 1
  ), turn as (
    ${turnOf(
      {
        conversationId: sql`${sql.placeholder('conversationId')}`,
        draftId: sql`${sql.placeholder('draftId')}`,
      },
      sql`exists (select from called)`,
    )}
  )
  select exists (select from called) as "isCounted"`,
);

/** Counts what a try took, also one that failed. In the order of `begin`, conversation, day, sum: else the two could wait for each other. */
export async function countSpent(
  db: Database,
  spent: { projectId: ProjectId; conversationId?: ConversationId | undefined } & Omit<Spent, 'turns'>,
): Promise<void> {
  const { projectId, conversationId = null, tokens, money } = spent;
  if (tokens === 0 && money === 0) return;
  await addSpent(db, { projectId, conversationId, tokens, money });
}

const TOKENS = sql`${sql.placeholder('tokens')}::bigint`;
const MONEY = sql`${sql.placeholder('money')}::double precision`;

const addSpent = prepared<Record<string, unknown>, Record<string, never>>(
  'add_spent',
  sql`
  with here as materialized (
    select project_id, id from conversations where id = ${sql.placeholder('conversationId')}::text for key share
  ), project as (
    insert into daily_use as known (project_id, day, tokens, money)
    select id, ${today}, ${TOKENS}, ${MONEY}
    from projects, (select count(*) from here) as locked where id = ${sql.placeholder('projectId')}::text
    on conflict (project_id, day) do update
      set tokens = known.tokens + excluded.tokens, money = known.money + excluded.money
    returning 1
  )
  insert into conversation_use as known (project_id, conversation_id, day, tokens, money)
  select project_id, id, ${today}, ${TOKENS}, ${MONEY}
  from here, (select count(*) from project) as counted
  on conflict (conversation_id, day) do update
    set tokens = known.tokens + excluded.tokens, money = known.money + excluded.money`,
);

/** Everything that was spent on a conversation, on all days, as JSON; null: nothing. */
export const spentOn = (conversationId: SQLWrapper): SQL => sql`(
  select case when count(*) > 0 then json_build_object('turns', sum(turns), 'tokens', sum(tokens), 'money', sum(money)) end
  from ${conversationUse} where ${conversationUse.conversationId} = ${conversationId})`;

/** The same by itself. */
export async function readSpent(db: Queryable, conversationId: ConversationId): Promise<Spent | null> {
  const { rows } = await db.execute<{ spent: Spent | null }>(
    sql`select ${spentOn(sql`${conversationId}`)} as spent`,
  );
  return rows[0]?.spent ?? null;
}
