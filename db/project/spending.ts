import { sql } from 'drizzle-orm';
import type { ConversationId, DraftId, ProjectId } from '../../domain/ids.ts';
import {
  budgetReached,
  mostSpent,
  NOTHING_SPENT,
  scopesFor,
  type ReachedBudget,
  type Spending,
  type Spent,
} from '../../domain/project/budgets/budgets.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { conversationUse } from '../schema/schema.ts';
import { readSpending } from './read-spending.ts';

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

/**
 * Counts an answer that is about to be begun, unless a budget is reached. Under the lock of the project's day, so that answers
 * asked for at once cannot pass a limit of turns together; what they cost is known only afterwards, and may pass one by itself.
 * What is counted: a turn once for each draft, a call of the model for each try, tokens and money of every try when it ends.
 * Of a worker that was killed in the middle of a try, turn and call stay, and its tokens nobody knows.
 * @returns the budget that is reached, and then nothing was counted; null: it may be begun.
 */
export async function begin(
  db: Database,
  spender: Spender & { asksModel: boolean },
): Promise<ReachedBudget | null> {
  return db.transaction(async (tx) => {
    await lockDay(tx, spender);
    const spending = await spendingOf(tx, spender);
    if (!spending) return { scope: 'project', unit: 'turns', limit: 0 };
    const { asksModel, conversation } = spender;
    const reached = budgetReached(
      spending,
      scopesFor({ asksModel, isCustomers: conversation !== undefined }),
    );
    if (reached) return reached;
    await countBegun(tx, spender);
    return null;
  });
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

/** The workflow and the rows count the same, and neither is behind: rows also know answers that were given up. */
async function spendingOf(tx: Queryable, { projectId, conversation }: Spender): Promise<Spending | null> {
  const spending = await readSpending(tx, { projectId, ...conversation });
  if (!spending || !conversation) return spending;
  const { spent } = spending;
  return {
    ...spending,
    spent: { ...spent, conversation: mostSpent(spent.conversation, conversation.spent) },
  };
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
    insert into conversation_use as known (project_id, conversation_id, day, turns, draft_id)
    select project_id, id, ${today}, 1, ${draftId}::text from conversations
    where id = ${conversationId}::text and not exists (
      select from conversation_use where conversation_id = ${conversationId}::text and draft_id = ${draftId}::text)
    on conflict (conversation_id, day) do update set turns = known.turns + 1, draft_id = excluded.draft_id`);
}

/** Counts what a try took, also one that failed. In the order of `begin`, conversation, day, sum: else the two could wait for each other. */
export async function countSpent(
  db: Queryable,
  spent: { projectId: ProjectId; conversationId?: ConversationId | undefined } & Omit<Spent, 'turns'>,
): Promise<void> {
  const { projectId, conversationId = null, tokens, money } = spent;
  if (tokens === 0 && money === 0) return;
  await db.execute(sql`
    with here as materialized (
      select project_id, id from conversations where id = ${conversationId}::text for key share
    ), project as (
      insert into daily_use as known (project_id, day, tokens, money)
      select id, ${today}, ${tokens}::bigint, ${money}::double precision
      from projects, (select count(*) from here) as locked where id = ${projectId}
      on conflict (project_id, day) do update
        set tokens = known.tokens + excluded.tokens, money = known.money + excluded.money
      returning 1
    )
    insert into conversation_use as known (project_id, conversation_id, day, tokens, money)
    select project_id, id, ${today}, ${tokens}::bigint, ${money}::double precision
    from here, (select count(*) from project) as counted
    on conflict (conversation_id, day) do update
      set tokens = known.tokens + excluded.tokens, money = known.money + excluded.money`);
}

/** Everything that was spent on a conversation, on all days; null: nothing. */
export async function readSpent(db: Queryable, conversationId: ConversationId): Promise<Spent | null> {
  const [row] = await db
    .select({
      turns: sql<number>`sum(${conversationUse.turns})::int`,
      tokens: sql<number>`sum(${conversationUse.tokens})::double precision`,
      money: sql<number>`sum(${conversationUse.money})`,
      days: sql<number>`count(*)::int`,
    })
    .from(conversationUse)
    .where(sql`${conversationUse.conversationId} = ${conversationId}`);
  if (!row || row.days === 0) return null;
  const { turns, tokens, money } = { ...NOTHING_SPENT, ...row };
  return { turns, tokens, money };
}
