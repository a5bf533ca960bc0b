import type { ConversationId, MessageId } from '../../../domain/ids.ts';
import { stillArriving, type ArrivingMessage } from '../../../domain/inbox/arriving.ts';
import type { Message } from '../../../domain/message.ts';
import { arrivingItem } from './arriving-item.ts';

/** What is accepted and not recorded of the conversation on the screen. */
export class ArrivingHere {
  private accepted = $state.raw<ArrivingMessage[]>([]);
  private seen = $state.raw<MessageId[]>([]);
  /** They stand after everything that is recorded. */
  readonly messages = $derived.by(() =>
    stillArriving(this.accepted, this.of.messages).map((each) => arrivingItem(each, this.of.id)),
  );
  /** Something of it has not been on the screen. */
  readonly unseen = $derived(this.messages.some(({ id }) => !this.seen.includes(id)));

  constructor(private readonly of: { readonly id: ConversationId; readonly messages: Message[] }) {}

  take(messages: ArrivingMessage[]): void {
    this.accepted = messages;
  }

  see(): void {
    this.seen = this.messages.map(({ id }) => id);
  }
}
