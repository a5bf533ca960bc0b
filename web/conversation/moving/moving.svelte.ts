import { createContext } from 'svelte';
import { newId, siblingId, type ConversationId, type MessageId } from '../../../domain/ids.ts';
import type { Message, MoveEvent } from '../../../domain/message.ts';
import type { CommandRefusal } from '../../../domain/contract/policy.ts';
import { failureOfCommand, type Failure } from '../../live/failure.ts';
import type { AppContext } from '../../app/app-context.svelte.ts';
import type { Command, OpenConversation } from '../state/open-conversation.svelte.ts';
import { undoOf, type MoveUndo } from './undo-command.ts';

/** Long enough to look at what happened and think again. */
const OFFERED_MS = 20_000;

/** Merging the conversation on the screen, splitting its messages off, and thinking again. A dialog shows its own failure: what is behind it is inert. */
export class Moving {
  /** The message somebody wants to move; its dialog is open. */
  splitting = $state.raw<Message | null>(null);
  merging = $state(false);
  busy = $state(false);
  /** What was just split off, while its undoing is offered apart from the transcript. */
  offered = $state.raw<{ to: ConversationId; undo: MoveUndo } | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly conversation: OpenConversation,
    private readonly app: Pick<AppContext, 'client' | 'announcer'>,
  ) {}

  get customerEmail(): string | null {
    return this.conversation.detail?.mailTo ?? null;
  }

  candidates = () =>
    this.app.client.conversations.mergeCandidates.query({ conversationId: this.conversation.id });

  merge(into: ConversationId): Promise<Failure<CommandRefusal<'merge'>> | null> {
    const { conversations } = this.app.client;
    const { id: conversationId } = this.conversation;
    const input = { conversationId, id: newId('msg'), into };
    return this.run(
      'merge',
      () => conversations.merge.mutate(input),
      'Merged. Its messages are in the other conversation.',
    );
  }

  async split(messageId: MessageId, following: boolean): Promise<Failure | null> {
    const { conversations } = this.app.client;
    const { id: conversationId } = this.conversation;
    const id = newId('msg');
    const call = () => conversations.split.mutate({ conversationId, id, messageId, following });
    const failure = await this.run('split', call, 'Moved to a new conversation');
    if (failure) return failure;
    this.offer({ to: siblingId('cnv', id), undo: { command: 'unsplit', conversationId, move: id } });
    return null;
  }

  async undo({ command, conversationId, move }: MoveUndo): Promise<void> {
    const { conversations } = this.app.client;
    const input = { conversationId, id: newId('msg') };
    const call = () =>
      command === 'unmerge'
        ? conversations.unmerge.mutate(input)
        : conversations.unsplit.mutate({ ...input, move });
    const failure = await this.run(
      command,
      call,
      command === 'unmerge' ? 'The merge is undone' : 'The messages are back',
    );
    if (failure) this.app.announcer.say(failure.words);
    else this.offered = null;
  }

  undoOf(event: MoveEvent): MoveUndo | null {
    return undoOf(event, this.conversation);
  }

  /** Only what came from outside, with an address to answer to, can stand by itself. */
  maySplit({ kind, author, place }: Message): boolean {
    const { detail } = this.conversation;
    if (kind !== 'message' || place?.to || !detail || detail.merged) return false;
    return author.by === 'other' || (author.by === 'customer' && detail.mailTo !== null);
  }

  private offer(offered: NonNullable<Moving['offered']>): void {
    clearTimeout(this.timer);
    this.offered = offered;
    this.timer = setTimeout(() => (this.offered = null), OFFERED_MS);
  }

  private async run<Name extends Command>(
    command: Name,
    call: () => Promise<unknown>,
    done: string,
  ): Promise<Failure<CommandRefusal<Name>> | null> {
    this.busy = true;
    try {
      await call();
      this.app.announcer.say(done);
      return null;
    } catch (error) {
      return failureOfCommand(command, error);
    } finally {
      this.busy = false;
    }
  }
}

export const [movingOf, provideMoving] = createContext<Moving>();
