import { newId, type AttachmentId, type ConversationId, type MessageId } from '../../domain/ids.ts';
import type { VisitorMessage } from '../../domain/message.ts';
import {
  emptyWindow,
  learned,
  withEarlier,
  type TranscriptWindow,
} from '../../domain/inbox/transcript-window.ts';
import type { VisitorArriving } from '../../domain/inbox/arriving.ts';
import type { VisitorConversation, VisitorTranscriptUpdate } from '../../domain/inbox/views.ts';
import { announcementOf } from './announcement.ts';
import { delayBefore, pause } from './backoff.ts';
import { ConversationLink, FOUND, type ProjectFace } from './conversation-link.ts';
import { continueDraft, messageIdOf, type Draft } from './draft.ts';
import { exclusively } from '../page/exclusively.ts';
import { storageKey } from '../page/launch.ts';
import { hasEmail, Outbox, type Outgoing } from './outbox.ts';
import { nowIso } from '../page/timestamp.ts';
import type { Rpc } from './rpc.ts';
import type { Signed } from './session.ts';
import type { Store } from '../page/storage.ts';
import type { Texts } from '../page/texts.ts';
import { timelineOf, type Line } from './timeline.ts';
import { idsOf, seenOf, unreadSince } from './transcript.ts';
import { isUnsentName } from './unsent.ts';

/** Time stamps such as “just now” are this exact. */
const TICK_MS = 20_000;

/** Everything the panel shows and everything a visitor can do. */
export class Chat {
  project = $state.raw<ProjectFace | null>(null);
  conversation = $state.raw<VisitorConversation | null>(null);
  private window = $state.raw<TranscriptWindow<VisitorMessage>>(emptyWindow());
  readonly messages = $derived(this.window.messages);
  /** Whether anything was said before the first of `messages`. */
  readonly hasEarlier = $derived(this.window.earlier);
  draft = $state.raw<Draft | null>(null);
  /** The agent who types a reply. */
  writer = $state.raw<string | null>(null);
  outgoing = $state.raw<readonly Outgoing[]>([]);
  /** What another tab said, when the api has it and the transcript does not show it yet. */
  arriving = $state.raw<readonly VisitorArriving[]>([]);
  /** In words, when the project cannot be shown here at all. */
  failure = $state.raw<string | null>(null);
  /** The conversation was not rated yet when it was closed. */
  asksRating = $state.raw(false);
  loading = $state.raw(true);
  connected = $state.raw(true);
  isOpen = $state.raw(false);
  seenSeq = $state.raw(0);
  announcement = $state.raw('');
  now = $state.raw(nowIso());
  text = $state.raw('');

  readonly timeline = $derived(
    timelineOf({
      ...{ messages: this.messages, draft: this.draft },
      ...{ arriving: this.arriving, outgoing: this.outgoing, now: this.now },
    }),
  );
  readonly unread = $derived(unreadSince(this.messages, this.seenSeq).length);
  readonly begun = $derived(this.messages.length + this.outgoing.length > 0);
  readonly withTeam = $derived(this.conversation?.handler === 'agent');
  /** When people are back, ISO 8601; null while they are there or nobody says. */
  readonly backAt = $derived.by(() => {
    const at = this.project?.backAt ?? null;
    return at !== null && at > this.now ? at : null;
  });
  readonly email = $derived(this.conversation?.email ?? this.outgoing.find(hasEmail)?.email ?? null);
  readonly typing = $derived(this.isAwaitingAnswer());

  /** The newest message of the team that was reported as read. */
  private reported = 0;
  private projectReadAt = Infinity;
  private ticking: ReturnType<typeof setInterval> | undefined;
  private found = () => {};
  private readonly link: ConversationLink;
  private readonly outbox: Outbox;

  constructor(
    private readonly deps: {
      rpc: Rpc;
      store: Store;
      /** What is being written in this tab; the store has what was written last in any. */
      draft: Store;
      widgetKey: string;
      signed?: Signed | undefined;
      texts: Texts;
    },
  ) {
    this.link = new ConversationLink({
      ...deps,
      onUpdate: (update) => this.apply(update),
      onConnected: (connected) => this.connectionChanged(connected),
      onMoved: (id) => this.enter(id, null),
      onFailure: (words) => (this.failure = words),
    });
    this.outbox = new Outbox({
      store: deps.store,
      ready: new Promise((resolve) => (this.found = resolve)),
      alone: (action) => exclusively(storageKey(deps.widgetKey, 'unsent'), action),
      send: (entry) => this.link.deliver(entry),
      pause: ({ attempt, atLeast, signal }) => pause(Math.max(delayBefore(attempt), atLeast), signal),
      changed: (entries) => this.outboxChanged(entries),
    });
    this.outgoing = this.outbox.all;
    this.link.conversationId = this.outgoing[0]?.conversationId ?? this.link.conversationId;
    const text = deps.draft.read('text') ?? deps.store.read('text');
    if (typeof text === 'string') this.text = text;
    deps.store.onWritten((name) => this.otherTabWrote(name));
  }

  async start(): Promise<void> {
    this.ticking = setInterval(() => (this.now = nowIso()), TICK_MS);
    await Promise.all([this.loadProject(), this.findConversation()]);
  }

  /** It is somebody else's turn on this page. What is unsent stays where it is kept. */
  stop(): void {
    clearInterval(this.ticking);
    for (const each of [this.link, this.outbox]) each.stop();
  }

  open(): void {
    // People may have gone home since.
    if (Date.now() - this.projectReadAt > TICK_MS) void this.loadProject();
    this.isOpen = true;
    this.markSeen();
  }

  close(): void {
    this.isOpen = false;
  }

  /** The end of the log is before somebody's eyes. */
  reportRead(): void {
    const seq = this.messages.findLast(({ author }) => author.by === 'agent')?.seq ?? 0;
    if (!this.isOpen || document.hidden || seq <= this.reported) return;
    const before = this.reported;
    this.reported = seq;
    void this.link.reportRead(seq).then((told) => {
      if (!told) this.reported = before;
    });
  }

  write(text: string): void {
    const { store, draft } = this.deps;
    // Another tab's words stay.
    if (text || store.read('text') === this.text) store.write('text', text || undefined);
    draft.write('text', text || undefined);
    this.link.typing(text !== '');
    this.text = text;
  }

  say(text: string): void {
    this.write('');
    this.outbox.add({ ...this.identity(), kind: 'message', text: text.trim() });
  }

  askForPerson(email: string | null): void {
    this.outbox.add({ ...this.identity(), kind: 'escalation', email });
  }

  retry(id?: MessageId): void {
    this.outbox.retry(id);
  }

  remove = (id: MessageId): unknown => this.outbox.remove(id);

  edit(id: MessageId): void {
    const entry = this.outbox.remove(id);
    if (entry?.kind === 'message') this.write(entry.text);
  }

  /** Asks once how it was, or below an answer whether it helped. What asks comes when it is wanted. */
  ask = (place: Element, line?: Line): void => {
    const to = { link: this.link, id: newId('msg') };
    void import('../asking/asking.ts').then(({ ask }) => ask(place, to, line));
  };

  /** A failure is passing, and the button is still there. */
  async showEarlier(): Promise<void> {
    const before = this.window.from;
    const page = await this.link.earlier(before).catch(() => null);
    if (page) this.window = withEarlier(this.window, { ...page, before });
  }

  /** A failure is passing, and the button is still there. */
  picture = (id: AttachmentId): Promise<string> => this.link.addressOf(id, true);

  save(id: AttachmentId): void {
    this.link.save(id).catch(() => {});
  }

  private identity() {
    return { id: newId('msg'), conversationId: this.link.conversationId, at: nowIso() };
  }

  private async loadProject(): Promise<void> {
    this.project = await this.link.project();
    this.projectReadAt = Date.now();
  }

  private async findConversation(): Promise<void> {
    const found = await this.link.find();
    if (found) {
      this.enter(found.id, found);
      this.seenSeq = seenOf(this.deps.store.read('seen'), found.id);
    }
    this.loading = false;
    this.found();
    this.outbox.retry();
  }

  /** A draft may be withdrawn while nobody listens; one that still runs comes again as a whole. */
  private connectionChanged(connected: boolean): void {
    this.connected = connected || document.hidden;
    if (!connected) this.draft = this.writer = null;
  }

  private apply(update: VisitorTranscriptUpdate): void {
    switch (update.type) {
      case 'draft':
        return void (this.draft = continueDraft(this.draft, update, (id) => idsOf(this.messages).has(id)));
      case 'withdrawn':
        if (this.draft?.id === update.draftId) this.draft = null;
        return;
      case 'arriving':
        return void (this.arriving = update.messages);
      case 'typing':
        return void (this.writer = update.name);
      case 'changed':
        this.applyChange(update);
    }
  }

  private applyChange(update: Extract<VisitorTranscriptUpdate, { type: 'changed' }>): void {
    const { conversation } = update;
    // The team merged it into another conversation of this visitor.
    if (conversation.goesOnIn) return void this.findConversation();
    const last = this.messages.at(-1)?.seq ?? Infinity;
    this.conversation = conversation;
    if (!conversation.rated || conversation.status !== 'closed') this.asksRating = !conversation.rated;
    this.window = learned(this.window, update);
    this.arriving = update.arriving ?? [];
    const arrived = this.messages.filter(({ seq }) => seq > last);
    const all = idsOf(this.messages);
    if (this.draft && all.has(messageIdOf(this.draft))) this.draft = null;
    this.announcement = announcementOf(arrived, this.deps.texts) || this.announcement;
    this.outbox.arrived(all);
    this.outboxChanged(this.outbox.all);
    if (this.isOpen) this.markSeen();
  }

  /** A wish for a person shows as an event of its own, not under its id. */
  private outboxChanged(entries: readonly Outgoing[]): void {
    this.outgoing = entries;
    if (!this.withTeam) return;
    const granted = entries.filter(
      (entry) => entry.kind === 'escalation' && entry.progress.state === 'accepted',
    );
    const shown = granted.filter((entry) => !hasEmail(entry) || this.conversation?.email);
    this.outbox.arrived(idsOf(shown));
  }

  private otherTabWrote(name: string): void {
    const { store } = this.deps;
    if (this.link.stopped) return;
    if (isUnsentName(name)) {
      this.outbox.share();
      // Two tabs that cannot wait for each other would both begin a session.
      if (navigator.locks) this.outbox.start();
    }
    if (name === 'seen')
      this.seenSeq = Math.max(this.seenSeq, seenOf(store.read('seen'), this.link.conversationId));
    if (name === FOUND && !this.link.isFollowing(store.read(FOUND))) void this.findConversation();
  }

  private markSeen(): void {
    this.seenSeq = this.messages.at(-1)?.seq ?? this.seenSeq;
    this.deps.store.write('seen', { conversationId: this.link.conversationId, seq: this.seenSeq });
  }

  /** What is unsent stays. */
  private enter(id: ConversationId, conversation: VisitorConversation | null): void {
    this.conversation = conversation;
    this.window = emptyWindow();
    this.draft = this.writer = null;
    this.arriving = [];
    this.seenSeq = this.reported = 0;
    this.outbox.moveTo(id);
  }

  private isAwaitingAnswer(): boolean {
    const last = this.timeline.at(-1);
    if (this.draft || this.withTeam || last?.type !== 'group' || last.speaker.by !== 'customer') return false;
    return !last.lines.some(({ progress: { state } }) => state === 'retrying' || state === 'refused');
  }
}
