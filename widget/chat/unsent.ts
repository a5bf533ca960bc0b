import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Store } from '../page/storage.ts';

/** Something a visitor said or asked for. Its id is its identity: however often it is sent, it is said once. */
export type Unsent = {
  id: MessageId;
  conversationId: ConversationId;
  at: string;
  /** The api has it; the transcript does not show it yet. */
  accepted?: true;
} & ({ kind: 'message'; text: string } | { kind: 'escalation'; email: string | null });

/** One name each: tabs that write at once do not overwrite each other. */
const KEPT_AS = 'unsent';
/** An accepted message that no transcript ever showed is let go after this long, in milliseconds. */
const FORGOTTEN_MS = 24 * 60 * 60_000;

const nameOf = (id: MessageId | '') => `${KEPT_AS}:${id}`;
export const isUnsentName = (name: string) => name.startsWith(KEPT_AS);

export const byTime = (one: Unsent, other: Unsent) => one.at.localeCompare(other.at);

/** What the tabs of this browser said, in order. Only what still looks like it: another version of the widget may have written it. */
export function readUnsent(store: Store): Unsent[] {
  const kept = store.names(KEPT_AS).flatMap((name) => store.read(name));
  return (kept as Partial<Unsent>[]).filter(isUnsent).sort(byTime);
}

/** What a page finds when it loads. An earlier version kept all of it under one name. */
export function adoptUnsent(store: Store): Unsent[] {
  const found = readUnsent(store);
  for (const entry of found) keepUnsent(store, entry);
  for (const name of store.names(nameOf(''))) if (isRemoved(store.read(name))) store.write(name, undefined);
  store.write(KEPT_AS, undefined);
  return found;
}

function isUnsent(entry: Partial<Unsent> | null): entry is Unsent {
  return (
    typeof entry?.id === 'string' &&
    typeof entry.conversationId === 'string' &&
    typeof entry.at === 'string' &&
    (entry.kind === 'escalation' || (entry.kind === 'message' && typeof entry.text === 'string')) &&
    !(entry.accepted && Date.now() - Date.parse(entry.at) > FORGOTTEN_MS)
  );
}

export function keepUnsent(store: Store, entry: Unsent): void {
  store.write(nameOf(entry.id), entry);
}

/** Says so to the other tabs; the next page that loads clears it away. */
export function removeUnsent(store: Store, id: MessageId): void {
  store.write(nameOf(id), { removed: true });
}

export const wasRemoved = (store: Store, id: MessageId) => isRemoved(store.read(nameOf(id)));

const isRemoved = (kept: unknown) => (kept as { removed?: unknown } | null)?.removed === true;

/** The transcript shows it. */
export function dropUnsent(store: Store, id: MessageId): void {
  store.write(nameOf(id), undefined);
}
