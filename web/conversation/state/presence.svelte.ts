import { newId, type ConversationId } from '../../../domain/ids.ts';
import type { ConversationDetail } from '../../../domain/inbox/views.ts';
import type { Message } from '../../../domain/message.ts';
import { repeatAfter, type AgentDoes, type Present } from '../../../domain/presence/present.ts';
import type { ReplyMode } from '../../app/reply-draft.ts';
import type { Client } from '../../live/client.ts';
import { seenReply } from './seen-reply.ts';

/** Whoever pauses for longer than this, in milliseconds, is not typing any more. */
const PAUSE_MS = 4_000;

/** One name for this tab, whatever it shows. */
const WINDOW = newId('win');

/** Who else is at a conversation; and that this tab is, said for as long as it is looked at. */
export class Presence {
  present = $state.raw<readonly Present[]>([]);
  /** The page that the customer has before them; undefined: none of ours. */
  readonly page = $derived(this.present.find((each) => each.does === 'visits'));
  readonly agents = $derived(this.present.filter((each) => each.by === 'agent'));
  private does: AgentDoes | null = null;
  private isSaying = false;
  private repeat: ReturnType<typeof setTimeout> | undefined;
  private pause: ReturnType<typeof setTimeout> | undefined;

  /** The newest reply that the customer has seen in the chat, and when. */
  readonly seen = $derived.by(() => seenReply(this.at.messages, this.at.detail?.customerRead ?? null));

  constructor(
    private readonly at: {
      id: ConversationId;
      client: Client;
      messages: readonly Message[];
      detail: ConversationDetail | null;
    },
  ) {}

  take(present: readonly Present[]): void {
    this.present = present;
  }

  /** @returns how to stop. */
  start(): () => void {
    const look = () => this.be(document.visibilityState === 'visible' ? 'looks' : null);
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      clearTimeout(this.pause);
      this.be(null);
    };
  }

  /** A key was pressed in the box; nothing stands there any more once it was sent. */
  typed(mode: ReplyMode, text: string): void {
    if (!this.does) return;
    clearTimeout(this.pause);
    if (!text.trim()) return this.be('looks');
    this.be(mode === 'note' ? 'notes' : 'replies');
    this.pause = setTimeout(() => this.does && this.be('looks'), PAUSE_MS);
  }

  private be(does: AgentDoes | null): void {
    if (this.does === does) return;
    this.does = does;
    void this.say();
  }

  /** One after the other, so that what is true last is said last. A failure passes with the next repetition. */
  private async say(): Promise<void> {
    if (this.isSaying) return;
    clearTimeout(this.repeat);
    this.isSaying = true;
    const { does } = this;
    const { id: conversationId, client } = this.at;
    await client.presence.say.mutate({ conversationId, window: WINDOW, does }).catch(() => {});
    this.isSaying = false;
    if (this.does !== does) return this.say();
    if (does) this.repeat = setTimeout(() => void this.say(), repeatAfter(does));
  }
}
