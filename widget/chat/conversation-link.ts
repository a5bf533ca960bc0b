import { newId, type AttachmentId, type ConversationId } from '../../domain/ids.ts';
import type { PromisedWait } from '../../domain/project/promised-wait.ts';
import type { VisitorConversation, VisitorTranscriptUpdate } from '../../domain/inbox/views.ts';
import { delayBefore, pause } from './backoff.ts';
import { followTranscript } from './live-transcript.ts';
import type { Unsent } from './unsent.ts';
import { pageContext } from '../page/page-context.ts';
import { untilSeen, watchUnseen } from '../page/page-visibility.ts';
import { CallError, type Inputs, type Rpc } from './rpc.ts';
import { Session, type Signed } from './session.ts';
import type { Store } from '../page/storage.ts';

/** Where the tabs of a browser tell each other which conversation is theirs. */
export const FOUND = 'conversation';

/** One name for this tab, whatever it shows. */
const WINDOW = newId('win');

/** Somebody who goes on typing says so again after this long: three times before it is forgotten. */
const TYPING_MS = 2_000;

/** What a visitor sees of a project. */
export type ProjectFace = {
  name: string;
  greeting: string;
  /** When people are back, ISO 8601; null while they are there. */
  backAt: string | null;
  /** Within what time they usually answer; null: nobody can say. */
  replies: PromisedWait | null;
};

interface LinkDependencies {
  rpc: Rpc;
  store: Store;
  widgetKey: string;
  signed?: Signed | undefined;
  onUpdate(update: VisitorTranscriptUpdate): void;
  onConnected(connected: boolean): void;
  /** It goes on in this one: the session was lost, or another tab had begun one. */
  onMoved(conversationId: ConversationId): void;
  /** The project cannot be shown here at all; the words say why. */
  onFailure(words: string): void;
}

/** The visitor's way to their one conversation: found again, spoken into, and followed live. */
export class ConversationLink {
  conversationId: ConversationId = newId('cnv');
  stopped = false;
  private following: AbortController | null = null;
  /** Ends every wait of whoever follows: something was said, or nobody follows any more. */
  private nudge = () => {};
  private typedAt = 0;
  private readonly session: Session;

  constructor(private readonly deps: LinkDependencies) {
    this.session = new Session({ ...deps, lost: () => this.beginAnew() });
  }

  project(): Promise<ProjectFace | null> {
    const { rpc, widgetKey } = this.deps;
    return this.insist(() => rpc.query('project', { widgetKey }));
  }

  /** The visitor's newest conversation, which goes on and is followed from now on; null when this is the first. */
  async find(): Promise<VisitorConversation | null> {
    const { token } = this.session;
    if (!token) return null;
    const found = await this.insist(() => this.deps.rpc.query('conversation', undefined, token));
    if (!found) return null;
    this.leave(found.id);
    this.follow();
    return found;
  }

  isFollowing(conversationId: unknown): boolean {
    return this.following !== null && this.conversationId === conversationId;
  }

  /** Another tab may have begun a conversation meanwhile: then the api says so, and this one goes on there. */
  async deliver(entry: Unsent): Promise<void> {
    const { id, conversationId } = entry;
    const common = { id, conversationId, page: pageContext() };
    const reached = await this.session.use((token) =>
      entry.kind === 'message'
        ? this.deps.rpc.mutate('send', { ...common, text: entry.text }, token)
        : this.deps.rpc.mutate('escalate', { ...common, email: entry.email, reason: null }, token),
    );
    if (reached.conversationId !== this.conversationId) {
      this.leave(reached.conversationId);
      this.deps.onMoved(reached.conversationId);
    }
    this.follow();
    this.nudge();
  }

  /** The team mails what nobody read here. A report that is lost costs a mail too many, so nobody waits for it. */
  async reportRead(seq: number): Promise<boolean> {
    const { conversationId } = this;
    const { token } = this.session;
    if (!token) return false;
    return this.deps.rpc.mutate('markRead', { conversationId, seq }, token).then(
      () => true,
      () => false,
    );
  }

  /** Says how it was, or whether an answer helped. */
  give<Path extends 'rate' | 'thumb'>(path: Path, input: Inputs[Path]) {
    return this.session.use((token) => this.deps.rpc.mutate(path, input, token));
  }

  /** The team sees it for a while, and not when that is lost. */
  typing(typing: boolean): void {
    const { conversationId } = this;
    const { token } = this.session;
    const now = Date.now();
    if (!this.following || !token || (typing ? now - this.typedAt < TYPING_MS : !this.typedAt)) return;
    this.typedAt = typing ? now : 0;
    this.deps.rpc.mutate('typing', { conversationId, typing }, token).catch(() => {});
  }

  /** What was said before a sequence number. */
  earlier(before: number) {
    const { conversationId } = this;
    const { rpc } = this.deps;
    return this.session.use((token) => rpc.query('earlier', { conversationId, before }, token));
  }

  /** Saves a file. Its address is asked for now, because one that can be followed without a token is good for minutes only. */
  async save(id: AttachmentId): Promise<void> {
    open(await this.addressOf(id));
  }

  /** Where a file is; `drawn`: as a picture in its place. */
  async addressOf(id: AttachmentId, drawn = false): Promise<string> {
    const { conversationId } = this;
    const { rpc } = this.deps;
    const { path } = await this.session.use((token) =>
      rpc.query('file', { conversationId, id, drawn }, token),
    );
    return rpc.api + path;
  }

  private follow(): void {
    const { token } = this.session;
    const { store, onUpdate, onConnected } = this.deps;
    if (this.following || !token || this.stopped) return;
    const stop = (this.following = new AbortController());
    const { conversationId } = this;
    if (store.read(FOUND) !== conversationId) store.write(FOUND, conversationId);
    const live = {
      connect: (lastEventId: string | null, signal: AbortSignal) =>
        this.connect({ conversationId, lastEventId }, { token, signal }),
      read: (lastEventId: string | null) =>
        this.deps.rpc.query('transcript', { conversationId, lastEventId }, token),
      pause: (attempt: number, atLeast: number) => this.wait(Math.max(delayBefore(attempt), atLeast)),
      rest: (quiet: number) => this.wait(2 * delayBefore(quiet / 2)),
      onUpdate,
      onConnected,
    };
    followTranscript(live, stop.signal).catch((error: CallError) => {
      if (this.following !== stop) return;
      this.following = null;
      this.session.ends(error, token);
    });
    void import('../visit/visit.ts').then(({ watchVisit }) =>
      watchVisit((page) => {
        const { token: current } = this.session;
        if (current)
          this.deps.rpc.mutate('visit', { conversationId, window: WINDOW, page }, current).catch(() => {});
      }, stop.signal),
    );
  }

  private async wait(ms: number): Promise<void> {
    const awake = new AbortController();
    this.nudge = () => awake.abort();
    await (document.hidden ? untilSeen(awake.signal) : pause(ms, awake.signal));
  }

  private async *connect(
    from: { conversationId: ConversationId; lastEventId: string | null },
    { token, signal }: { token: string; signal: AbortSignal },
  ) {
    const stop = new AbortController();
    const end = () => stop.abort();
    signal.addEventListener('abort', end);
    const unwatch = watchUnseen(end);
    try {
      yield* this.deps.rpc.events(from, token, stop.signal);
    } finally {
      unwatch();
    }
  }

  /** Tries until the api answers. @returns null when it refuses. */
  private async insist<Output>(call: () => Promise<Output>): Promise<Output | null> {
    for (let attempt = 0; ; attempt++) {
      try {
        const output = await call();
        this.deps.onConnected(true);
        return output;
      } catch (error) {
        if (error instanceof CallError && !error.passing) return this.refused(error);
        this.deps.onConnected(false);
        const atLeast = error instanceof CallError ? error.retryAfter : 0;
        await pause(Math.max(delayBefore(attempt), atLeast));
      }
    }
  }

  private refused(error: CallError): null {
    if (!this.session.ends(error, this.session.token)) this.deps.onFailure(error.message);
    return null;
  }

  private beginAnew(): void {
    this.leave(newId('cnv'));
    this.deps.onMoved(this.conversationId);
  }

  stop(): void {
    this.stopped = true;
    this.leave(this.conversationId);
  }

  private leave(next: ConversationId): void {
    this.following?.abort();
    this.following = null;
    this.nudge();
    this.conversationId = next;
  }
}
