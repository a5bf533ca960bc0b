import type { MessageId } from '../../domain/ids.ts';
import type { VisitorArriving } from '../../domain/inbox/arriving.ts';
import type { Channel, VisitorMessage } from '../../domain/message.ts';
import { messageIdOf, type Draft } from './draft.ts';
import type { Outgoing, Progress } from './outbox.ts';
import { idsOf } from './transcript.ts';

export type Speaker = VisitorMessage['author'];

/** `said`: it is in the transcript. `draft`: it is being written. */
export type LineProgress = { state: 'said' } | { state: 'draft' } | Progress;

export interface Line {
  id: MessageId;
  text: string;
  citations: VisitorMessage['citations'];
  files: VisitorMessage['files'];
  progress: LineProgress;
  helpful?: VisitorMessage['helpful'];
}

type EventKind = NonNullable<VisitorMessage['event']>['kind'];

/** What the log shows: what one person said in a row, or something that happened. Keys are unique. */
export type Item =
  | { type: 'group'; key: string; speaker: Speaker; channel: Channel; at: string; lines: Line[] }
  /** `passedOn`: what a model told the team. Without one it is the customer's own words, which stand above. */
  | { type: 'event'; key: string; at: string; event: EventKind; passedOn?: string }
  | { type: 'notice'; key: string; at: string; text: string }
  | { type: 'asking'; key: string; at: string; id: MessageId; email: string | null; progress: Progress };

type Group = Extract<Item, { type: 'group' }>;

/** After a longer silence the same speaker is named again. */
const SILENCE_MS = 5 * 60_000;

/** The transcript, the answer that is being written, what other tabs said, and what is not sent yet, in this order. */
export function timelineOf(of: {
  messages: VisitorMessage[];
  draft: Draft | null;
  arriving: readonly VisitorArriving[];
  outgoing: readonly Outgoing[];
  now: string;
}): Item[] {
  const items: Item[] = [];
  const known = idsOf(of.messages);
  const own = idsOf(of.outgoing);
  for (const message of of.messages) add(items, itemOf(message));
  if (of.draft && !known.has(messageIdOf(of.draft))) add(items, draftItem(of.draft, of.now));
  for (const said of of.arriving)
    if (!known.has(said.id) && !own.has(said.id)) add(items, ownItem(said, { state: 'accepted' }));
  for (const entry of of.outgoing) if (!known.has(entry.id)) add(items, outgoingItem(entry));
  return items;
}

function itemOf(message: VisitorMessage): Item {
  const { id, at, event, author, channel, text, citations, files, helpful } = message;
  if (event) {
    const passedOn = event.kind === 'escalated' && event.summary;
    return { type: 'event', key: id, at, event: event.kind, ...(passedOn && { passedOn }) };
  }
  if (author.by === 'system') return { type: 'notice', key: id, at, text };
  const line: Line = { id, text, citations, files, helpful, progress: { state: 'said' } };
  return { type: 'group', key: id, speaker: author, channel, at, lines: [line] };
}

function draftItem(draft: Draft, at: string): Item {
  const id = messageIdOf(draft);
  const line: Line = { id, text: draft.text, citations: [], files: [], progress: { state: 'draft' } };
  return { type: 'group', key: id, speaker: { by: 'assistant' }, channel: 'widget', at, lines: [line] };
}

function outgoingItem(entry: Outgoing): Item {
  const { id, at, progress } = entry;
  if (entry.kind === 'escalation') return { type: 'asking', key: id, at, id, email: entry.email, progress };
  return ownItem(entry, progress);
}

function ownItem({ id, text, at }: VisitorArriving, progress: Progress): Item {
  const line: Line = { id, text, citations: [], files: [], progress };
  return { type: 'group', key: id, speaker: { by: 'customer' }, channel: 'widget', at, lines: [line] };
}

function add(items: Item[], item: Item): void {
  const last = items.at(-1);
  if (last?.type === 'group' && item.type === 'group' && continues(last, item))
    last.lines.push(...item.lines);
  else items.push(item);
}

function continues(last: Group, next: Group): boolean {
  return (
    last.channel === next.channel &&
    nameOf(last.speaker) === nameOf(next.speaker) &&
    Date.parse(next.at) - Date.parse(last.at) < SILENCE_MS
  );
}

const nameOf = (speaker: Speaker) => (speaker.by === 'agent' ? `agent ${speaker.name}` : speaker.by);
