import type { Attachment } from '../../domain/attachment.ts';
import type { MacroAct } from '../../domain/saved-replies/saved-reply.ts';
import type { AgentId, AttachmentId, ConversationId, DraftId, MessageId } from '../../domain/ids.ts';

export type ReplyMode = 'reply' | 'note';

/** What an agent has written and not sent, for one conversation. */
export interface ReplyDraft {
  mode: ReplyMode;
  reply: string;
  note: string;
  /** Who gets the reply besides the customer. */
  cc?: string[];
  /** And whom nobody else sees. */
  bcc?: string[];
  /** The assistant's answer that the reply is made from. */
  edits?: DraftId;
  /** Colleagues that were picked from the list for the note, in that order. */
  picked?: AgentId[];
  /** Uploaded for the reply. */
  files: Attachment[];
  /** What a macro that was inserted does once the reply was sent. */
  macro?: { name: string; acts: MacroAct[] };
  /** A try whose outcome is unknown: the same text and files go again under the same id. */
  attempt: Attempt | null;
}

/** How a reply leaves. */
export interface WayToSend {
  /** The conversation is closed with it. */
  closes?: true;
  /** ISO 8601; absent: as soon as it may. */
  sendAt?: string;
  /** The conversation is snoozed once it was sent: ISO 8601, or null for until the customer answers. */
  snoozeUntil?: string | null;
}

export interface Attempt extends Omit<WayToSend, 'snoozeUntil'> {
  id: MessageId;
  mode: ReplyMode;
  text: string;
  cc?: string[] | undefined;
  bcc?: string[] | undefined;
  files?: AttachmentId[];
  edits?: DraftId | undefined;
  picked?: AgentId[] | undefined;
}

export const emptyDraft = (): ReplyDraft => ({
  mode: 'reply',
  reply: '',
  note: '',
  files: [],
  attempt: null,
});

const PREFIX = 'throughline.draft.';
/** Whose drafts they are: a browser may be shared. */
const WRITER = 'throughline.writer';

const keyOf = (id: ConversationId) => `${PREFIX}${id}`;

const keysOf = (storage: Storage): string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
    key.startsWith(PREFIX),
  );

/** In which conversations something is written and not sent. */
export const draftedIn = (storage: Storage): Set<ConversationId> =>
  new Set(keysOf(storage).map((key) => key.slice(PREFIX.length) as ConversationId));

/** What was written stays with its writer: it leaves the browser when they sign out. */
export function forgetDrafts(storage: Storage): void {
  for (const key of keysOf(storage)) storage.removeItem(key);
}

/** A session that ran out leaves its drafts to its own agent, and to nobody who signs in after them. */
export function keepDraftsOf(agentId: AgentId, storage: Storage): void {
  const writer = storage.getItem(WRITER);
  if (writer !== null && writer !== agentId) forgetDrafts(storage);
  storage.setItem(WRITER, agentId);
}

/** Drafts by conversation: what is written in one can never appear in another. */
export class DraftStore {
  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {}

  read(id: ConversationId): ReplyDraft {
    try {
      return {
        ...emptyDraft(),
        ...(JSON.parse(this.storage.getItem(keyOf(id)) ?? '{}') as Partial<ReplyDraft>),
      };
    } catch {
      return emptyDraft();
    }
  }

  /** A full storage loses the safety net, not the text on the screen. */
  write(id: ConversationId, draft: ReplyDraft): void {
    try {
      if (!draft.reply && !draft.note && draft.files.length === 0) this.storage.removeItem(keyOf(id));
      else this.storage.setItem(keyOf(id), JSON.stringify(draft));
    } catch {
      return;
    }
  }
}
