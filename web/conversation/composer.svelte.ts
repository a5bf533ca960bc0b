import type { ConversationId } from '../../domain/ids.ts';
import type { Message } from '../../domain/message.ts';
import type { Failure } from '../app/failure.ts';
import { AttachedFiles } from './attached-files.svelte.ts';
import { attempted, cleared, settled } from './attempt.ts';
import type { OpenConversation } from './open-conversation.svelte.ts';
import { DraftStore, emptyDraft, type ReplyDraft, type ReplyMode } from './reply-draft.ts';

/** The reply box of one conversation. What is written survives refusals, outages and reloads. */
export class Composer {
  problem = $state.raw<Failure | null>(null);
  sending = $state(false);
  preview = $state(false);
  private draft = $state.raw<ReplyDraft>(emptyDraft());
  readonly files: AttachedFiles;
  private readonly id: ConversationId;

  constructor(
    private readonly conversation: OpenConversation,
    private readonly store: DraftStore = new DraftStore(localStorage),
  ) {
    this.id = conversation.id;
    this.draft = store.read(this.id);
    this.files = new AttachedFiles(this.id, {
      read: () => this.draft.files,
      write: (files) => this.keep({ ...this.draft, files }),
    });
  }

  get mode(): ReplyMode {
    return this.draft.mode;
  }
  set mode(mode: ReplyMode) {
    this.problem = null;
    this.keep({ ...this.draft, mode });
  }

  get text(): string {
    return this.draft[this.draft.mode];
  }
  set text(text: string) {
    this.keep({ ...this.draft, [this.draft.mode]: text });
  }

  get sendable(): boolean {
    const waits = this.mode === 'reply' && this.files.unfinished;
    return this.text.trim() !== '' && !waits;
  }

  /** @returns true when it was accepted. */
  async send(): Promise<boolean> {
    if (this.sending || !this.sendable) return false;
    const next = attempted(this.draft);
    this.keep(next);
    this.sending = true;
    this.problem = null;
    this.problem = await this.conversation.send(next.attempt);
    this.sending = false;
    if (this.problem === null) this.keep(cleared(this.draft, next.attempt.id));
    this.preview = false;
    return this.problem === null;
  }

  /** A try without an answer may have arrived after all. */
  settle(messages: Message[]): void {
    const after = settled(this.draft, messages);
    if (after === this.draft || this.sending) return;
    this.problem = null;
    this.keep(after);
  }

  private keep(draft: ReplyDraft): void {
    this.draft = draft;
    this.store.write(this.id, draft);
  }
}
