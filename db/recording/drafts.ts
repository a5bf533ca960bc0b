import { sql } from 'drizzle-orm';
import type { Deadline, ModeSettings } from '../../domain/assistant/modes/mode.ts';
import type { KeptEvidence } from '../../domain/assistant/evidence.ts';
import type { DraftOutcome } from '../../domain/conversation/answers/drafts.ts';
import { siblingId, type ConversationId, type DraftId, type MessageId } from '../../domain/ids.ts';
import type { Spent } from '../../domain/project/budgets/budgets.ts';
import type { Author, Channel, Citation } from '../../domain/message.ts';
import { storableJsonText } from '../../domain/text/storable-text.ts';
import { evidenceJson, insertEvidence } from '../assistant/keep-evidence.ts';
import type { Database } from '../connection/database.ts';
import { CHANNEL, changedOf } from '../connection/feed.ts';
import type { EmbeddedModel } from '../knowledge/embeddings.ts';
import { prepared } from '../connection/prepared.ts';
import { spentOn } from '../project/spending.ts';
import type { projects } from '../schema/schema.ts';
import { shownHere } from '../schema/shown-here.ts';

/** What was said longer ago than this helps no answer; a conversation may have thousands of messages. */
const MAX_TURNS = 50;
/** In characters: more than any prompt has room for, less than a mail that brings a book along. */
const MAX_TURN_LENGTH = 8_000;

/** What of a project an answer depends on. */
export type DraftProject = Pick<
  typeof projects.$inferSelect,
  'id' | 'name' | 'model' | 'systemPrompt' | 'linkHosts' | 'modelPrice' | 'docsRevision'
> & { embedded?: EmbeddedModel };

export interface DraftContext {
  project: DraftProject;
  /** The newest question came through the chat of a visitor whom the project's site signed in. */
  isIdentified: boolean;
  turns: { id: MessageId; author: Author; channel: Channel; text: string }[];
}

interface LoadedDraft {
  /** The answer of an earlier attempt, if one was recorded before its activity could say so. */
  earlier: DraftOutcome | null;
  /** What it needs to know; null when it is no longer wanted. */
  context: DraftContext | null;
  /** What the assistant may do, as it is at this moment. */
  modes: ModeSettings | null;
}

/** Looks a draft up, in one statement. Left out of its turns is what the visitor may not see: it would be retold. */
export async function loadDraft(
  db: Database,
  draft: { conversationId: ConversationId; draftId: DraftId },
): Promise<LoadedDraft> {
  const [row] = await load(db, { ...draft, answerId: siblingId('msg', draft.draftId) });
  const held = row?.held && ({ outcome: 'held', deadline: row.held } as const);
  return {
    earlier: row?.earlier ? outcomeOf(row.earlier) : (held ?? null),
    modes: row?.modes ?? null,
    context: row?.project ? contextOf(row.project, row.turns ?? [], row) : null,
  };
}

/** Somebody else may mail into the conversation of a visitor who is signed in. */
function contextOf(
  project: DraftProject,
  turns: DraftContext['turns'],
  { isSignedIn }: { isSignedIn: boolean },
): DraftContext {
  const question = turns.findLast(({ author }) => author.by === 'customer');
  return { project, turns, isIdentified: isSignedIn && question?.channel === 'widget' };
}

const load = prepared<
  Record<string, unknown>,
  {
    earlier: { seq: number; reason: string | null; isBudget: boolean } | null;
    held: Deadline | null;
    modes: ModeSettings | null;
    project: DraftProject | null;
    isSignedIn: boolean;
    turns: DraftContext['turns'] | null;
  }
>(
  'load_draft',
  sql`
  select
    (select json_build_object('seq', seq, 'reason', escalation_reason, 'isBudget',
       exists (select from answers where answers.message_id = messages.id and answers.outcome = 'ceiling'))
     from messages where id = ${sql.placeholder('answerId')}::text) as earlier,
    (select json_build_object('ms', wait_ms, 'then', "then") from unsaid_answers
     where draft_id = ${sql.placeholder('draftId')}::text and not is_shadow) as held,
    (select json_build_object('chatMode', chat_mode, 'mailMode', mail_mode, 'draftMinutes', draft_minutes,
       'draftThen', draft_then) from projects where projects.id = wanted.project_id) as modes,
    (select json_build_object('id', projects.id, 'name', projects.name, 'model', projects.model,
       'systemPrompt', projects.system_prompt, 'linkHosts', projects.link_hosts,
       'modelPrice', projects.model_price, 'docsRevision', projects.docs_revision,
       'embedded', json_build_object('wanted', projects.embedding_model, 'model', embedded.model, 'version', embedded.version))
     from projects left join project_embeddings as embedded on embedded.project_id = projects.id where projects.id = wanted.project_id) as project,
    exists (select from identities where identities.visitor_id = wanted.visitor_id) as "isSignedIn",
    (select json_agg(turn order by turn.seq) from (
       select messages.id, messages.seq, messages.author, messages.channel, left(messages.text, ${sql.raw(String(MAX_TURN_LENGTH))}) as text
       from messages
       where messages.conversation_id = wanted.id and messages.kind = 'message' and messages.audience = 'everyone'
         and ${shownHere} and (wanted.visitor_id is null or messages.for_visitor)
       order by messages.seq desc limit ${sql.raw(String(MAX_TURNS))}
     ) as turn) as turns
  from (select ${sql.placeholder('conversationId')}::text as named) as asked
  left join conversations as wanted on wanted.id = asked.named and wanted.draft_id = ${sql.placeholder('draftId')}::text`,
);

function outcomeOf(recorded: {
  seq: number;
  reason: string | null;
  isBudget?: boolean;
  spent?: Spent | null;
}): DraftOutcome {
  const { seq, reason, isBudget, spent } = recorded;
  const known = { seq, ...(spent && { spent }) };
  if (!reason) return { outcome: 'answered', ...known };
  return { outcome: 'escalate', ...known, reason, ...(isBudget && { cause: 'budget' }) };
}

/**
 * Records the draft's answer with its evidence in one statement, under the row's lock, unless the draft was abandoned. `reason` is why the
 * assistant also asks for a person.
 */
export async function recordAnswer(
  db: Database,
  answer: {
    conversationId: ConversationId;
    draftId: DraftId;
    text: string;
    citations: Citation[];
    reason: string | null;
    evidence: KeptEvidence | null;
  },
): Promise<DraftOutcome> {
  const { citations, evidence, ...rest } = answer;
  const id = siblingId('msg', answer.draftId);
  const [row] = await record(db, {
    ...{ ...rest, id, citations: storableJsonText(JSON.stringify(citations)) },
    evidence: evidenceJson(evidence),
  });
  if (!row) return { outcome: 'abandoned' };
  return outcomeOf({ ...row, reason: answer.reason });
}

const given = (name: 'id' | 'conversationId' | 'draftId' | 'text' | 'citations' | 'reason') =>
  sql`${sql.placeholder(name)}::text`;

const record = prepared<Record<string, unknown>, { seq: number; spent: Spent | null }>(
  'record_answer',
  sql`
  with before as materialized (
    select * from conversations where id = ${given('conversationId')} for update
  ), written as (
    insert into messages
      (id, project_id, conversation_id, seq, revision, kind, channel, audience, author, text, citations,
       escalation_reason, created_at)
    select ${given('id')}, project_id, id, last_seq + 1, revision + 1, 'message', 'widget', 'everyone',
      '{"by": "assistant"}', ${given('text')}, ${given('citations')}::jsonb, ${given('reason')}, now()
    from before where draft_id = ${given('draftId')}
  ), kept as (${insertEvidence(sql`(select * from before where draft_id = ${given('draftId')})`)}
  ), after as (
    update conversations
    set last_seq = before.last_seq + 1, revision = before.revision + 1, draft_id = null, last_message_at = now()
    from before where conversations.id = before.id and before.draft_id = ${given('draftId')}
    returning conversations.id, conversations.project_id, conversations.last_seq, conversations.revision
  )
  select last_seq as seq, ${spentOn(sql`after.id`)} as spent,
    pg_notify(${sql.raw(`'${CHANNEL}'`)}, ${changedOf('after')}) from after`,
);
