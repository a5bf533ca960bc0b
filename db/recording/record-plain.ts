import { sql } from 'drizzle-orm';
import type { Batch, Recorded } from '../../domain/conversation/batch.ts';
import type { Entry } from '../../domain/conversation/entry.ts';
import type { ConversationEvent } from '../../domain/message.ts';
import { subjectOfChat } from '../../domain/mail/writing/mail-subject.ts';
import { storableJsonText } from '../../domain/text/storable-text.ts';
import type { Database } from '../connection/database.ts';
import { CHANNEL, changedOf, MOST_IDS, withdrawnOf } from '../connection/feed.ts';
import { prepared } from '../connection/prepared.ts';
import { isListenedTo } from '../conversation/watches.ts';
import { haveFiles } from '../files/have-files.ts';
import { idHere } from './entry-ids.ts';
import { wordsAmong } from './shown-words.ts';

/** Events that change more than the transcript. */
const CONSEQUENTIAL: ConversationEvent['kind'][] = [
  'mergedFrom',
  'mergeUndone',
  'splitOff',
  'splitUndone',
  'splitWithdrawn',
  'senderConfirmed',
  'senderDisowned',
  'customerChosen',
  'rated',
  'renamed',
  'answerDecided',
];

/** What was recorded, and whether anybody is responsible for the conversation or watches it who wants mail at all. */
export type RecordedPlain = Recorded & { isListenedTo: boolean };

/**
 * Writes words, mails, notes and events that bring nothing else along, which nearly every batch is, in one statement: it locks
 * the row, numbers, inserts, updates and tells. @returns null when there is more to it, such as a repetition, a delivery, a move
 * or a customer who is new: nothing was written then, and `recordBatch` does it step by step.
 */
export async function recordPlain(db: Database, batch: Batch): Promise<RecordedPlain | null> {
  if (!isPlain(batch)) return null;
  const [row] = await record(db, valuesOf(batch));
  if (!row) return null;
  const { lastSeq, isListenedTo } = row;
  const first = lastSeq - batch.entries.length;
  const seqs = batch.entries.map((_, at) => first + at + 1);
  return { seqs, lastSeq, arrived: {}, made: [], isListenedTo };
}

const isPlain = (batch: Batch): boolean =>
  !batch.abandonedDraftId &&
  batch.entries.length <= MOST_IDS &&
  [batch.arriving, batch.deliveryEvents, batch.requestedDeliveries, batch.retried].every(isEmpty) &&
  batch.entries.every(isPlainEntry);

const isEmpty = (list: readonly unknown[]) => list.length === 0;

const isPlainEntry = ({ attachments, mentions, answerOf, edits, event }: Entry): boolean =>
  !attachments && !mentions && !answerOf && !edits && !(event && CONSEQUENTIAL.includes(event.kind));

const jsonOf = (value: unknown) => (value === null ? null : storableJsonText(JSON.stringify(value)));

function valuesOf(batch: Batch) {
  const { conversationId, projectId, entries, standing, customerEmail, draftId, chatOnly } = batch;
  const { status, handler, assignee, escalation } = standing;
  const words = wordsAmong(entries);
  return {
    ...{ conversationId, projectId, status, assignee, customerEmail, draftId, chatOnly },
    count: entries.length,
    ids: entries.flatMap(({ id }) => [id, idHere(conversationId, id)]),
    recorded: jsonOf(entries.filter(({ kind }) => kind === 'message').map(({ id }) => id)),
    entries: jsonOf(entries.map((entry, at) => ({ ...entry, n: at + 1 }))),
    handlerBy: handler.by,
    handlerAgentId: handler.by === 'agent' ? handler.agentId : null,
    escalation: jsonOf(escalation),
    merged: jsonOf(batch.merged),
    outgoing: jsonOf(batch.outgoing),
    escalatedAgain: batch.escalatedAgain ?? false,
    tags: batch.triage?.tags ?? null,
    priority: batch.triage?.priority ?? null,
    snoozedUntil: batch.triage?.snoozedUntil ?? null,
    spam: batch.triage?.spam ?? null,
    waits: handler.by === 'agent' && status === 'open',
    speakers: entries.flatMap(({ kind, author }) =>
      author.by === 'agent' && kind !== 'event' ? author.agentId : [],
    ),
    spokenAt: entries.findLast(({ kind }) => kind === 'message')?.at ?? null,
    preview: words.text,
    shownMail: words.emailId,
    isCustomers: words.isCustomers,
    customersMails: entries.flatMap(({ emailId, author }) => (author.by === 'customer' && emailId) || []),
    mails: entries.flatMap(({ emailId }) => emailId ?? []),
    subject: subjectOfChat(entries),
  };
}

type Values = ReturnType<typeof valuesOf>;

const given = (name: keyof Values, type: string) => sql`${sql.placeholder(name)}::${sql.raw(type)}`;
const text = (name: keyof Values) => given(name, 'text');

const record = prepared<Values, { lastSeq: number; isListenedTo: boolean }>(
  'record_plain',
  sql`
  with here as materialized (
    select conversations.*, customers.email as customer_email
    from conversations left join customers on customers.id = conversations.customer_id
    where conversations.id = ${text('conversationId')}
    for update of conversations
  ), before as materialized (
    select * from here
    where (${text('customerEmail')} is null or ${text('customerEmail')} = customer_email)
      and not exists (select 1 from messages where messages.id = any(${given('ids', 'text[]')}))
  ), written as (
    insert into messages
      (id, project_id, conversation_id, seq, revision, kind, channel, audience, author, text, email_id, event, cc, bcc,
       forwards, created_at)
    select entry.id, ${text('projectId')}, before.id, before.last_seq + entry.n, before.revision + 1, entry.kind,
      entry.channel, entry.audience, entry.author,
      case when entry."emailId" is null then entry.text else coalesce(mail.reply_text, '') end, entry."emailId",
      entry.event, coalesce(entry.cc, '{}'), coalesce(entry.bcc, '{}'),
      entry.forwards, entry.at
    from before cross join json_to_recordset(${given('entries', 'json')}) as entry
      (n int, id text, kind text, channel text, audience text, author jsonb, text text, "emailId" text, event jsonb,
       cc text[], bcc text[], forwards text, at timestamptz)
    left join inbound_emails as mail on mail.id = entry."emailId"
  ), learned as (
    update customers set name = named.from_name
    from before join lateral (
      select from_name from inbound_emails
      where id = any(${given('customersMails', 'text[]')}) and from_email = before.customer_email and from_name <> ''
      order by received_at desc limit 1
    ) as named on true
    where customers.id = before.customer_id and customers.name is null and not customers.name_typed
  ), answered as (
    delete from mentions using before
    where mentions.conversation_id = before.id and mentions.agent_id = any(${given('speakers', 'text[]')})
  ), after as (
    update conversations set
      status = ${text('status')},
      handler_by = ${text('handlerBy')},
      handler_agent_id = ${text('handlerAgentId')},
      assignee_id = ${text('assignee')},
      escalation = ${given('escalation', 'jsonb')},
      draft_id = ${text('draftId')},
      merged = ${given('merged', 'jsonb')},
      outgoing = ${given('outgoing', 'jsonb')},
      chat_only = ${given('chatOnly', 'boolean')},
      escalated_again = ${given('escalatedAgain', 'boolean')},
      tags = coalesce(${given('tags', 'text[]')}, before.tags),
      priority = coalesce(${text('priority')}, before.priority),
      snoozed_until = case when ${text('priority')} is null then before.snoozed_until
        else ${given('snoozedUntil', 'timestamptz')} end,
      spam = coalesce(${given('spam', 'boolean')}, before.spam),
      waiting_since = case when ${given('waits', 'boolean')} then coalesce(before.waiting_since, now()) end,
      last_message_at = coalesce(${given('spokenAt', 'timestamptz')}, before.last_message_at),
      preview = case when ${given('isCustomers', 'boolean')} or before.preview = '' then coalesce(
        (select left(reply_text, 140) from inbound_emails where id = ${text('shownMail')}),
        nullif(${text('preview')}, ''), before.preview) else before.preview end,
      has_files = before.has_files or ${haveFiles(given('mails', 'text[]'))},
      subject = case when before.subject = '' then ${text('subject')} else before.subject end,
      last_seq = before.last_seq + ${given('count', 'int')},
      revision = before.revision + 1
    from before where conversations.id = before.id
    returning conversations.id, conversations.project_id, conversations.last_seq, conversations.revision,
      conversations.assignee_id
  )
  select after.last_seq as "lastSeq", ${isListenedTo('after')} as "isListenedTo",
    case when before.draft_id is distinct from ${text('draftId')} and before.draft_id is not null
      then pg_notify(${sql.raw(`'${CHANNEL}'`)}, ${withdrawnOf('before')}) end,
    pg_notify(${sql.raw(`'${CHANNEL}'`)}, ${changedOf('after', given('recorded', 'json'))})
  from after join before on before.id = after.id`,
);
