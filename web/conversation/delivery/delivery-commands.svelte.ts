import { createContext } from 'svelte';
import type { HeldReplyView } from '../../../domain/conversation/held-reply.ts';
import type { CommandRefusal } from '../../../domain/contract/policy.ts';
import type { Message } from '../../../domain/message.ts';
import type { DeliveryId, DraftId, MessageId } from '../../../domain/ids.ts';
import type { Failure } from '../../live/failure.ts';
import type { Composer } from '../reply/composer.svelte.ts';
import type { OpenConversation } from '../state/open-conversation.svelte.ts';

/** What an agent can do about a reply on its way, and about one that did not arrive. Each returns the failure, or null. */
export class DeliveryCommands {
  /** The message that somebody forwards; its dialog is open. */
  forwarding = $state.raw<Message | null>(null);

  constructor(
    private readonly conversation: OpenConversation,
    private readonly composer: Composer,
  ) {}

  get aheadMs(): number {
    return this.conversation.aheadMs;
  }
  /** The customer's, where it is known. */
  get timeZone(): string | null {
    return this.conversation.detail?.page?.timeZone ?? null;
  }
  get busy(): boolean {
    return this.conversation.running !== null;
  }
  /** Whether there is a chat to go back to. */
  get hasChat(): boolean {
    const { detail } = this.conversation;
    return detail?.channel === 'widget' && !detail.chatOnly;
  }

  /** Whether the conversation goes on elsewhere: of its mails, those that did not arrive can be sent again. */
  get isMerged(): boolean {
    return Boolean(this.conversation.detail?.merged);
  }

  messageOf(id: MessageId): Message | undefined {
    return this.conversation.messages.find((message) => message.id === id);
  }

  /** The newest thing that somebody else said: what is forwarded by a key. */
  get forwardable(): Message | undefined {
    const said = this.conversation.messages.filter(({ kind }) => kind === 'message');
    return said.findLast(({ author }) => author.by !== 'agent') ?? said.at(-1);
  }

  /** The last message of a delivery: the one that offers what can be done about it. A copy offers nothing: its mail is another conversation's. */
  isLastOf(deliveryId: DeliveryId, messageId: MessageId): boolean {
    const last = this.conversation.messages.findLast(({ delivery }) => delivery?.id === deliveryId);
    return last?.id === messageId && !last.place?.from;
  }

  /** Until when a message's mail waits for whether it is read in the chat; null when it does not. */
  mailWaitsUntil(messageId: MessageId): string | null {
    const waiting = this.conversation.detail?.outgoing?.awaitingRead ?? [];
    return waiting.find(({ messageIds }) => messageIds.includes(messageId))?.until ?? null;
  }

  /** Whoever takes a reply back goes on writing it. */
  async undoReply(reply: HeldReplyView): Promise<Failure<CommandRefusal<'undoReply'>> | null> {
    const failure = await this.composer.undoReply(reply);
    if (!failure) await this.composer.focus();
    return failure;
  }

  sendNow = (messageId: MessageId) =>
    this.conversation.run('sendNow', ({ conversations }, input) =>
      conversations.sendNow.mutate({ ...input, messageId }),
    );

  /** An answer of the assistant that waits leaves as it is. */
  approveAnswer = (draftId: DraftId) =>
    this.conversation.run('approveAnswer', ({ conversations }, input) =>
      conversations.approveAnswer.mutate({ ...input, draftId }),
    );
  rejectAnswer = (draftId: DraftId) =>
    this.conversation.run('rejectAnswer', ({ conversations }, input) =>
      conversations.rejectAnswer.mutate({ ...input, draftId }),
    );

  /** Another moment for a reply that leaves later. */
  moveReply = (messageId: MessageId, sendAt: string) =>
    this.conversation.run('moveReply', ({ conversations }, input) =>
      conversations.moveReply.mutate({ ...input, messageId, sendAt }),
    );

  retry = (deliveryId: DeliveryId) =>
    this.conversation.run('retryDelivery', ({ conversations }, input) =>
      conversations.retryDelivery.mutate({ ...input, deliveryId }),
    );

  correctAddress = (email: string, deliveryId: DeliveryId | null) =>
    this.conversation.run('correctAddress', ({ conversations }, input) =>
      conversations.correctAddress.mutate({ ...input, email, deliveryId }),
    );

  stopMail = () =>
    this.conversation.run('stopMail', ({ conversations }, input) => conversations.stopMail.mutate(input));

  resumeMail = () =>
    this.conversation.run('resumeMail', ({ conversations }, input) => conversations.resumeMail.mutate(input));

  liftSuppression = () => this.conversation.liftSuppression();
}

export const [useDesk, provideDesk] = createContext<DeliveryCommands>();
