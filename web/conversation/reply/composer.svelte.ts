import { tick } from 'svelte';
import type { CommandRefusal } from '../../../domain/contract/policy.ts';
import type { SavedReply } from '../../../domain/saved-replies/saved-reply.ts';
import type { AgentId, ConversationId, DraftId, MessageId } from '../../../domain/ids.ts';
import type { Failure } from '../../live/failure.ts';
import { AttachedFiles } from '../../files/attached-files.svelte.ts';
import type { Selected, TextEdit } from './format/text-edit.ts';
import { addPlaced, editIn, selectedOf, unplace } from './pictures/placed-pictures.ts';
import { actsAfter, MacroActs, type ActAfterSending } from './macro-acts.ts';
import { attempted, cleared, restored, sentReply, settled, type TakenReply } from '../state/attempt.ts';
import type { OpenConversation, SendFailure } from '../state/open-conversation.svelte.ts';
import {
  DraftStore,
  emptyDraft,
  type ReplyDraft,
  type ReplyMode,
  type WayToSend,
} from '../../app/reply-draft.ts';

/** The reply box of one conversation. What is written survives refusals, outages and reloads. */
export class Composer {
  problem = $state.raw<SendFailure | null>(null);
  sending = $state(false);
  preview = $state(false);
  /** The fields for further readers were asked for. */
  copying = $state(false);
  /** What stands in them and is no address. */
  readonly unfinished = $state({ cc: false, bcc: false });
  /** Where it is written, while that is on the screen. */
  box = $state.raw<HTMLTextAreaElement>();
  /** Why a macro stopped halfway. */
  macroProblem = $state.raw<string | null>(null);
  /** The reply whose macro was run. */
  private macroReply: MessageId | null = null;
  /** What was sent last: it can be taken back before its own answer came. */
  sent: TakenReply | null = null;
  private returning: TakenReply | null = null;
  private draft = $state.raw<ReplyDraft>(emptyDraft());
  readonly files: AttachedFiles;
  private readonly acts: MacroActs;
  private readonly id: ConversationId;

  constructor(
    private readonly conversation: OpenConversation,
    me: AgentId,
    private readonly store: DraftStore = new DraftStore(localStorage),
  ) {
    this.id = conversation.id;
    this.acts = new MacroActs(conversation, me);
    this.draft = store.read(this.id);
    this.files = new AttachedFiles(
      { conversation: this.id },
      {
        read: () => this.draft.files,
        write: (files) => this.keep({ ...this.draft, files }),
        removed: (name) => this.withoutPicture(name),
      },
    );
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

  /** Files that were pasted or dropped: pictures stand where the caret is, others beside the text. @returns whether they are taken. */
  add(chosen: File[]): boolean {
    return addPlaced(this, chosen);
  }

  /** What is selected in the box; the text's end, where there is none. */
  get selected(): Selected {
    return selectedOf(this);
  }

  /** As if it were typed, where it can be. */
  edit(edit: TextEdit): void {
    editIn(this, edit);
  }

  private withoutPicture(name: string): void {
    if (this.mode === 'reply') unplace(this, name);
  }

  get cc(): string[] {
    return this.draft.cc ?? [];
  }
  set cc(cc: string[]) {
    this.keep({ ...this.draft, cc });
  }

  get bcc(): string[] {
    return this.draft.bcc ?? [];
  }
  set bcc(bcc: string[]) {
    this.keep({ ...this.draft, bcc });
  }

  /** The assistant's answer that waits, to be changed: after what is written already, and once. */
  takeAnswer(edits: DraftId, words: string): void {
    const { reply } = this.draft;
    if (this.draft.edits === edits && reply.trim()) return;
    const both = [reply.trim(), words].filter(Boolean).join('\n\n');
    this.keep({ ...this.draft, mode: 'reply', reply: both, edits, attempt: null });
  }

  /** Of two with one name, only who was picked is told. */
  pick(member: AgentId): void {
    this.keep({ ...this.draft, picked: [...(this.draft.picked ?? []), member] });
  }

  get macro(): ReplyDraft['macro'] {
    return this.mode === 'reply' ? this.draft.macro : undefined;
  }

  /** Inserting a macro arms what it does; a plain saved reply changes nothing of that. */
  takeMacro({ name, acts }: SavedReply): void {
    if (acts.length > 0) this.keep({ ...this.draft, macro: { name, acts } });
  }
  dropMacro(): void {
    const { macro: _macro, ...draft } = this.draft;
    this.keep(draft);
  }

  /** A reply counts what has been seen, and that is nothing before the conversation is on the screen. */
  get sendable(): boolean {
    if (this.mode === 'reply' && this.conversation.phase !== 'ready') return false;
    if (this.mode === 'reply' && (this.unfinished.cc || this.unfinished.bcc)) return false;
    const written = this.text.trim() !== '';
    if (this.mode === 'note') return written;
    return !this.files.unfinished && (written || this.files.kept.length > 0);
  }

  async focus(): Promise<void> {
    await tick();
    this.box?.focus();
  }

  /** Whether the conversation is closed with what is sent so. */
  closesWith({ closes, snoozeUntil }: WayToSend): boolean {
    if (snoozeUntil !== undefined) return false;
    return closes ?? this.macro?.acts.some(({ does }) => does === 'close') ?? false;
  }

  /** @returns true when it was accepted. */
  async send({ snoozeUntil, ...asked }: WayToSend = {}): Promise<boolean> {
    if (this.sending || !this.sendable) return false;
    const { macro } = this;
    const closes = this.closesWith({ ...asked, ...(snoozeUntil !== undefined && { snoozeUntil }) });
    const next = attempted(this.draft, { ...asked, ...(closes && { closes }) });
    this.keep(next);
    this.sending = true;
    this.problem = null;
    // Nobody is assigned what is closed.
    if (macro && closes) await this.acts.run(macro.acts);
    this.problem = await this.conversation.send(next.attempt);
    if (this.problem === null) this.sent = sentReply(next);
    if (this.problem && closes) await this.acts.undo();
    this.sending = false;
    if (this.problem === null) this.keep(cleared(this.draft, next.attempt.id));
    const acts = actsAfter(macro?.acts ?? [], snoozeUntil);
    if (this.problem === null && acts.length > 0)
      await this.finish(acts, { id: next.attempt.id, isDone: closes === true });
    // It may have been seen to arrive while its own answer was still waited for.
    else this.settle();
    this.preview = false;
    if (this.problem === null) this.copying = false;
    return this.problem === null;
  }

  /** What is done besides the reply. Undoing that reply takes it back. */
  private async finish(
    acts: readonly ActAfterSending[],
    { id, isDone }: { id: MessageId; isDone: boolean },
  ): Promise<void> {
    this.dropMacro();
    this.macroReply = id;
    this.macroProblem = isDone ? null : ((await this.acts.run(acts))?.words ?? null);
  }

  /** A try without an answer may have arrived after all. */
  settle(): void {
    const arrived = this.conversation.arrived();
    if (this.returning && !arrived.some(({ id }) => id === this.returning?.id)) this.restore(this.returning);
    const after = settled(this.draft, arrived);
    if (after === this.draft || this.sending) return;
    this.problem = null;
    this.keep(after);
  }

  /** Takes a held reply back, and its words and files into the box. A try without an answer may have arrived: `settle` finds out. */
  async undoReply(reply: TakenReply): Promise<Failure<CommandRefusal<'undoReply'>> | null> {
    this.returning = reply;
    const failure = await this.conversation.run('undoReply', (client, input) =>
      client.conversations.undoReply.mutate({ ...input, messageId: reply.id }),
    );
    if (!failure && reply.id === this.macroReply) await this.acts.undo();
    if (!failure) this.restore(reply);
    else if (failure.code !== 'unreachable' && failure.code !== 'try_again') this.returning = null;
    return failure;
  }

  private restore(reply: TakenReply): void {
    if (this.returning?.id !== reply.id) return;
    this.returning = null;
    this.keep(restored(this.draft, reply));
  }

  private keep(draft: ReplyDraft): void {
    this.draft = draft;
    this.store.write(this.id, draft);
  }
}
