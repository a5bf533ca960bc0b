import { sql, type SQL } from 'drizzle-orm';
import type { ConversationId, DraftId, ProjectId } from '../../domain/ids.ts';
import type { Spending, Spent } from '../../domain/project/budgets/budgets.ts';
import type { Database, Queryable } from '../connection/database.ts';
import { prepared } from '../connection/prepared.ts';
import type { projects } from '../schema/schema.ts';

type Budgets = Pick<
  typeof projects.$inferSelect,
  | 'maxModelCallsADay'
  | 'maxTokensADay'
  | 'maxMoneyADay'
  | 'maxTurnsAConversation'
  | 'maxTokensAConversation'
  | 'maxMoneyAConversation'
  | 'maxTurnsAVisitor'
  | 'maxTokensAVisitor'
  | 'maxMoneyAVisitor'
>;

type Row = Budgets & { project: Spent; conversation: Spent; visitor: Spent } & Record<string, unknown>;
type Values = Record<'projectId' | 'conversationId' | 'draftId', string | null>;

interface Place {
  projectId: ProjectId;
  conversationId?: ConversationId | undefined;
  /** The turn that is being counted itself, which is left out. */
  draftId?: DraftId | undefined;
}

/**
 * What may be spent, and what was. A visitor is known by their id or by whom they turned out to be: all conversations of either
 * count, so that a new one, an address given meanwhile, or another device of the same customer is no new beginning.
 * @returns null when the project is gone.
 */
export async function readSpending(db: Database, place: Place): Promise<Spending | null> {
  const [row] = await read(db, valuesOf(place));
  return row ? spendingFrom(row) : null;
}

/** The same, as a transaction sees it. */
export async function readSpendingWithin(tx: Queryable, place: Place): Promise<Spending | null> {
  const values = valuesOf(place);
  const { rows } = await tx.execute<Row>(spending((name) => sql`${values[name]}`));
  return rows[0] ? spendingFrom(rows[0]) : null;
}

const valuesOf = ({ projectId, conversationId, draftId }: Place): Values => ({
  projectId,
  conversationId: conversationId ?? null,
  draftId: draftId ?? null,
});

function spending(value: (name: keyof Values) => SQL): SQL {
  const sums = sql`jsonb_build_object('tokens', coalesce(sum(used.tokens), 0), 'money', coalesce(sum(used.money), 0),
    'turns', coalesce(sum(used.turns - coalesce(used.draft_id = ${value('draftId')}::text, false)::int), 0))`;
  return sql`
    select max_model_calls_a_day as "maxModelCallsADay", max_tokens_a_day as "maxTokensADay",
      max_money_a_day as "maxMoneyADay", max_turns_a_conversation as "maxTurnsAConversation",
      max_tokens_a_conversation as "maxTokensAConversation", max_money_a_conversation as "maxMoneyAConversation",
      max_turns_a_visitor as "maxTurnsAVisitor", max_tokens_a_visitor as "maxTokensAVisitor",
      max_money_a_visitor as "maxMoneyAVisitor",
      jsonb_build_object('turns', coalesce(known.model_calls, 0), 'tokens', coalesce(known.tokens, 0),
        'money', coalesce(known.money, 0)) as project,
      (select ${sums} from conversation_use as used where used.conversation_id = here.id) as conversation,
      (select ${sums} from conversation_use as used
        where used.day = (now() at time zone 'utc')::date and used.conversation_id in (
          select here.id
          union select theirs.id from conversations as theirs where theirs.visitor_id = here.visitor_id
          union select theirs.id from customers as one
            join customers as same on same.one_id = one.one_id
            join conversations as theirs on theirs.customer_id = same.id
            where one.id = here.customer_id)) as visitor
    from projects
    left join daily_use as known on known.project_id = projects.id and known.day = (now() at time zone 'utc')::date
    left join conversations as here on here.id = ${value('conversationId')}::text and here.project_id = projects.id
    where projects.id = ${value('projectId')}::text`;
}

const read = prepared<Values, Row>(
  'read_spending',
  spending((name) => sql`${sql.placeholder(name)}`),
);

function spendingFrom({ project, conversation, visitor, ...most }: Row): Spending {
  return {
    limits: {
      conversation: {
        turns: most.maxTurnsAConversation,
        tokens: most.maxTokensAConversation,
        money: most.maxMoneyAConversation,
      },
      visitor: {
        turns: most.maxTurnsAVisitor,
        tokens: most.maxTokensAVisitor,
        money: most.maxMoneyAVisitor,
      },
      project: { turns: most.maxModelCallsADay, tokens: most.maxTokensADay, money: most.maxMoneyADay },
    },
    spent: { conversation, visitor, project },
  };
}
