import {
  newId,
  type AgentId,
  type ConversationId,
  type MessageId,
  type ParkedId,
} from '../../../domain/ids.ts';
import type { BlockKind } from '../../../domain/project/block.ts';
import type { CommandRefusal, UpdatesOf } from '../../../domain/contract/policy.ts';
import type { Message } from '../../../domain/message.ts';
import {
  emptyWindow,
  learned,
  newestOf,
  withEarlier,
  type TranscriptWindow,
} from '../../../domain/inbox/transcript-window.ts';
import type { AgentTranscriptUpdate, ConversationDetail } from '../../../domain/inbox/views.ts';
import type { Connection } from '../../live/connection.svelte.ts';
import { failureOf, failureOfCommand, type Failure } from '../../live/failure.ts';
import { followHere } from '../../live/live.ts';
import type { Client } from '../../live/client.ts';
import type { Attempt } from '../../app/reply-draft.ts';
import { Presence } from './presence.svelte.ts';
import { ArrivingHere } from './arriving-here.svelte.ts';
import { appendPiece, isRecorded, type StreamedDraft } from './streamed-draft.ts';
import { stillHeld } from './held-replies.ts';
import { noteInput, replyInput, type NoteReaders } from './sent-input.ts';
import { newestSeq } from './transcript-items.ts';

/** Commands of the contract. */
export type Command = UpdatesOf<'agent'>;

/** Why a reply or a note did not go. */
export type SendFailure = Failure<CommandRefusal<'reply' | 'addNote'>>;

type Call = (
  client: Client,
  input: { conversationId: ConversationId; id: MessageId },
) => Promise<Partial<Pick<ConversationDetail, 'status' | 'handler' | 'assignee' | 'escalation'>>>;

/** Messages on the screen: a browser lays out more only slowly. */
const MOST_HELD = 300;
const KEPT = 60;

/** One conversation on the screen, live. */
export class OpenConversation {
  detail = $state.raw<ConversationDetail | null>(null);
  /** What is held of the transcript: from some message to the newest. */
  private window = $state.raw<TranscriptWindow<Message>>(emptyWindow());
  readonly messages = $derived(this.window.messages);
  readonly arriving = new ArrivingHere(this);
  readonly presence = new Presence(this);
  loadingEarlier = $state(false);
  draft = $state.raw<StreamedDraft | null>(null);
  pending = $state.raw<Pick<Attempt, 'id' | 'mode' | 'text'> | null>(null);
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  /** Where the line to unread messages stands; fixed when the conversation is opened. */
  dividerAfter = $state(0);
  /** The newest message that has been on the screen. */
  seenSeq = $state(0);
  /** After a refused reply: what is newer than this is why, and stands out until a reply is accepted. */
  highlightAfter = $state<number | null>(null);
  running = $state<Command | null>(null);
  readonly newest = $derived(newestSeq(this.messages));
  /** Something is newer than what the agent has had on the screen. */
  readonly hasUnseen = $derived(this.newest > this.seenSeq || this.arriving.unseen);
  /** Whether anything was said before the first of `messages`. */
  readonly hasEarlier = $derived(this.window.earlier);
  /** Replies that can still be undone. */
  readonly held = $derived(stillHeld(this.detail, this.messages));
  /** How far this browser's clock is ahead of the api's, in milliseconds. */
  aheadMs = $state(0);
  private markedSeq = 0;
  /** Everything up to this revision is in `messages`. */
  private revision = 0;

  constructor(
    readonly id: ConversationId,
    private readonly deps: { client: Client; connection: Connection; team?: NoteReaders },
  ) {}

  get client(): Client {
    return this.deps.client;
  }

  /** @returns how to stop. */
  follow(): () => void {
    const stop = followHere((ended) => this.connect(ended));
    void this.load().then(() => this.phase === 'failed' && stop());
    return stop;
  }

  private connect(ended: (error: unknown) => void): () => void {
    const { client, connection } = this.deps;
    const { handlers, forget } = connection.watch();
    this.presence.take([]);
    const stream = client.conversations.transcriptEvents.subscribe(
      { conversationId: this.id, lastEventId: String(this.revision) },
      {
        ...handlers,
        onData: ({ data }) => this.take(data),
        onError: (error) => {
          forget();
          this.fail(error);
          ended(error);
        },
      },
    );
    return () => {
      stream.unsubscribe();
      forget();
    };
  }

  /** The stream brings everything; this only finds out early, and in words, that there is nothing to bring. */
  async load(): Promise<void> {
    if (this.phase === 'failed') this.phase = 'loading';
    try {
      this.learn(await this.deps.client.conversations.get.query({ conversationId: this.id }));
    } catch (error) {
      this.fail(error);
    }
  }

  take(update: AgentTranscriptUpdate): void {
    if (update.type === 'draft') this.draft = appendPiece(this.draft, update);
    else if (update.type === 'withdrawn') this.draft = null;
    else if (update.type === 'arriving') this.arriving.take(update.messages);
    else if (update.type === 'presence') this.presence.take(update.present);
    else this.learnTranscript(update);
  }

  /** Reads what was said before `messages`, a page of it or back to a message. @returns how to put it there, once whoever reads is ready for it; null: nothing came. */
  async readEarlier(reaching?: number): Promise<(() => void) | null> {
    if (this.loadingEarlier || !this.hasEarlier) return null;
    const before = this.window.from;
    this.loadingEarlier = true;
    try {
      const { conversations } = this.deps.client;
      const page = await conversations.earlier.query({ conversationId: this.id, before, reaching });
      return () => (this.window = withEarlier(this.window, { ...page, before }));
    } catch {
      return null;
    } finally {
      this.loadingEarlier = false;
    }
  }

  /** Whether `messages` reach back to a number. */
  reaches = (seq: number) => this.window.from > 0 && seq >= this.window.from;

  /** Whoever reads the end all day does not carry the whole day along. */
  forgetBeginning(): void {
    if (this.messages.length > MOST_HELD) this.window = newestOf(this.window, KEPT);
  }

  /** The agent has everything in front of them. A reply counts what is recorded alone. */
  seeAll(): void {
    this.arriving.see();
    if (this.newest > this.seenSeq) this.seenSeq = this.newest;
  }

  /** The agent looks at it: others' screens and the list may know. */
  async markRead(): Promise<void> {
    const seq = this.seenSeq;
    if (seq <= this.markedSeq) return;
    const before = this.markedSeq;
    this.markedSeq = seq;
    await this.deps.client.conversations.markRead.mutate({ conversationId: this.id, seq }).catch(() => {
      this.markedSeq = before;
    });
  }

  /** Whether the agent wants this conversation's news by mail. @returns the failure, or null. */
  async watch(watching: boolean): Promise<Failure | null> {
    try {
      await this.deps.client.conversations.watch.mutate({ conversationId: this.id, watching });
      if (this.detail) this.detail = { ...this.detail, watching };
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }

  /** Takes nothing more from whom this is with. @returns the failure, or null. */
  async block(kind: BlockKind): Promise<Failure | null> {
    return this.deps.client.blocks.add.mutate({ conversationId: this.id, kind }).then(() => null, failureOf);
  }

  /** Lets the customer's address get mail again. @returns the failure, or null. */
  async liftSuppression(): Promise<Failure | null> {
    const { conversations } = this.deps.client;
    return conversations.liftSuppression.mutate({ conversationId: this.id }).then(() => null, failureOf);
  }

  takeOver = () => this.run('takeOver', (client, input) => client.conversations.takeOver.mutate(input));
  handBack = (answerBy?: 'email') =>
    this.run('handBack', (client, input) =>
      client.conversations.handBack.mutate({ ...input, ...(answerBy && { answerBy }) }),
    );
  close = () => this.run('close', (client, input) => client.conversations.close.mutate(input));
  reopen = () => this.run('reopen', (client, input) => client.conversations.reopen.mutate(input));
  assign = (assignee: AgentId | null) =>
    this.run('assign', (client, input) => client.conversations.assign.mutate({ ...input, assignee }));

  chooseCustomer = (person: { messageId: MessageId; email: string }) =>
    this.run('chooseCustomer', (client, input) =>
      client.conversations.chooseCustomer.mutate({ ...input, ...person }),
    );
  confirmSender = (sender: { messageId: MessageId; email: string }) =>
    this.run('confirmSender', (client, input) =>
      client.conversations.confirmSender.mutate({ ...input, ...sender }),
    );
  disownSender = (sender: { messageId: MessageId; email: string }) =>
    this.run('disownSender', (client, input) =>
      client.conversations.disownSender.mutate({ ...input, ...sender }),
    );

  retryParked = (parkedId: ParkedId, text?: string) =>
    this.run('retryParked', (client, input) =>
      client.conversations.retryParked.mutate({ ...input, parkedId, ...(text !== undefined && { text }) }),
    );
  skipParked = (parkedId: ParkedId) =>
    this.run('skipParked', (client, input) => client.conversations.skipParked.mutate({ ...input, parkedId }));

  /** @returns the failure, or null. */
  async send({ id, mode, text, files = [], picked, ...others }: Attempt): Promise<SendFailure | null> {
    const { conversations } = this.deps.client;
    const common = { conversationId: this.id, id, text };
    const { seenSeq } = this;
    this.pending = { id, mode, text };
    try {
      if (mode === 'note') await conversations.addNote.mutate(noteInput(common, this.deps.team, picked));
      else await conversations.reply.mutate(replyInput({ ...common, seenSeq, ...others }, files));
      this.highlightAfter = null;
      this.dividerAfter = 0;
      return null;
    } catch (error) {
      this.pending = null;
      const failure: SendFailure = failureOfCommand(mode === 'note' ? 'addNote' : 'reply', error);
      if (failure.code === 'stale_reply') this.highlightAfter ??= seenSeq;
      return failure;
    }
  }

  /** @returns the failure, or null. */
  async run<Name extends Command>(command: Name, call: Call): Promise<Failure<CommandRefusal<Name>> | null> {
    this.running = command;
    try {
      const standing = await call(this.deps.client, { conversationId: this.id, id: newId('msg') });
      if (this.detail) this.detail = { ...this.detail, ...standing };
      return null;
    } catch (error) {
      return failureOfCommand(command, error);
    } finally {
      this.running = null;
    }
  }

  /** Everything the server has of what was written, said or held. */
  arrived(): { id: MessageId }[] {
    return [...this.messages, ...this.held];
  }

  private learnTranscript(update: Extract<AgentTranscriptUpdate, { type: 'changed' }>): void {
    const { conversation: detail, messages } = update;
    if (this.phase !== 'ready') this.dividerAfter = detail.readSeq;
    this.window = learned(this.window, update);
    this.arriving.take(update.arriving ?? []);
    this.revision = Math.max(this.revision, detail.revision);
    if (this.draft && isRecorded(this.draft, messages)) this.draft = null;
    if (detail.handler.by === 'agent' || detail.status === 'closed') this.draft = null;
    this.markedSeq = Math.max(this.markedSeq, detail.readSeq);
    this.phase = 'ready';
    this.failure = null;
    this.learn(detail);
  }

  private learn(detail: ConversationDetail): void {
    if (this.detail && this.detail.revision > detail.revision) return;
    this.detail = detail;
    this.aheadMs = Date.now() - Date.parse(detail.now);
    if (this.arrived().some(({ id }) => id === this.pending?.id)) this.pending = null;
  }

  private fail(error: unknown): void {
    if (this.phase === 'ready') return;
    this.failure = failureOf(error);
    this.phase = 'failed';
  }
}
