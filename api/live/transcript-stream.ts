import { withinDatabaseTime } from '../../db/connection/database-time.ts';
import type { ConversationId, DraftId, MessageId } from '../../domain/ids.ts';
import { DATABASE_MS } from '../rpc/database-budget.ts';
import type { FeedEvent, FeedHub } from '../streams/feed-hub.ts';

type Fleeting =
  { type: 'draft'; draftId: DraftId; offset: number; text: string } | { type: 'withdrawn'; draftId: DraftId };

/** What a reader may know of who is at it, and what it knows before anything is said of that. */
interface Presence<Here> {
  here(): Here;
  nobody: Here;
}

interface Source<Changed, Arriving, Here> {
  feed: FeedHub;
  conversationId: ConversationId;
  afterRevision: number;
  signal: AbortSignal;
  /** What this reader may see of what is accepted and not recorded. */
  arriving(): Arriving[];
  presence: Presence<Here>;
  /**
   * Everything that changed after a revision, and the revision this reaches. `change` is what was announced to every reader
   * at once; null when only this one asks.
   */
  read(afterRevision: number, change: FeedEvent | null): Promise<{ revision: number; update: Changed }>;
}

/**
 * Subscribe, then backfill, then drop what is known: a reader that resumes after revision n misses nothing and
 * gets nothing twice. Every update carries the revision to resume after.
 */
export async function* transcriptUpdates<Changed, Arriving extends { id: MessageId }, Here>(
  source: Source<Changed, Arriving, Here>,
): AsyncGenerator<{
  id: string;
  update:
    (Changed & { arriving?: Arriving[] }) | { type: 'arriving'; messages: Arriving[] } | Fleeting | Here;
}> {
  const events = source.feed.conversation(source.conversationId, source.signal)[Symbol.asyncIterator]();
  let next = events.next();
  let revision = source.afterRevision;
  let shown = '';
  const catchUp = async (change: FeedEvent | null) => {
    // Before the reading: what is recorded meanwhile is dropped with the next change, which brings its message.
    const arriving = source.arriving();
    shown = idsOf(arriving);
    const found = await withinDatabaseTime(DATABASE_MS, () => source.read(revision, change));
    revision = found.revision;
    const update = { ...found.update, ...(arriving.length > 0 && { arriving }) };
    return { id: String(revision), update };
  };

  yield await catchUp(null);
  const draft = source.feed.draft(source.conversationId);
  if (draft) yield { id: String(revision), update: { type: 'draft', offset: 0, ...draft } };
  const here = whenChanged(source.presence);
  yield* here(revision);

  for (;;) {
    const result: IteratorResult<FeedEvent, unknown> = await next;
    if (result.done) return;
    const event = result.value;
    next = events.next();
    if (isChange(event, revision)) yield await catchUp(event);
    const messages = source.arriving();
    if (idsOf(messages) !== shown) {
      shown = idsOf(messages);
      yield { id: String(revision), update: { type: 'arriving', messages } };
    }
    const fleeting = toFleeting(event);
    if (fleeting) yield { id: String(revision), update: fleeting };
    yield* here(revision);
  }
}

/** Says it when it is another than before; at first nobody is there. */
function whenChanged<Here>({ here, nobody }: Presence<Here>) {
  let known = JSON.stringify(nobody);
  return function* (revision: number) {
    const update = here();
    const now = JSON.stringify(update);
    if (now !== known) yield { id: String(revision), update };
    known = now;
  };
}

const idsOf = (messages: { id: MessageId }[]) => messages.map(({ id }) => id).join();

function isChange(event: FeedEvent, revision: number): boolean {
  if (event.kind === 'resync' || event.kind === 'erased') return true;
  return event.kind === 'conversation' && event.revision > revision;
}

function toFleeting(event: FeedEvent): Fleeting | null {
  if (event.kind === 'withdrawn') return { type: 'withdrawn', draftId: event.draftId };
  if (event.kind !== 'draft') return null;
  const { draftId, offset, text } = event;
  return { type: 'draft', draftId, offset, text };
}
