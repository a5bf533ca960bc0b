import { createContext } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { AssistAnswer } from '../../../domain/contract/assist-shapes.ts';
import type { ConversationId, MessageId } from '../../../domain/ids.ts';
import { primaryTag } from '../../../domain/language/language-tags.ts';
import type { Client } from '../../live/client.ts';
import { Asked } from '../../live/asked.svelte.ts';

export type Translated = Exclude<AssistAnswer<'translate'>, { problem: string }>;

/** What messages say in the agent's language, on this screen alone. */
export class Translations {
  private readonly asked = new SvelteMap<MessageId, Asked<Translated>>();

  constructor(
    private readonly conversationId: ConversationId,
    private readonly client: Client,
  ) {}

  of = (id: MessageId): Asked<Translated> | undefined => this.asked.get(id);

  /** Asked for once more, it goes. */
  toggle(messageId: MessageId): void {
    if (this.asked.has(messageId)) return this.drop(messageId);
    const asked = new Asked<Translated>();
    this.asked.set(messageId, asked);
    const { conversationId, client } = this;
    const into = primaryTag(navigator.language) || 'en';
    void asked.ask((signal) =>
      client.assist.translate.mutate({ conversationId, messageId, into }, { signal }),
    );
  }

  drop(messageId: MessageId): void {
    this.asked.get(messageId)?.cancel();
    this.asked.delete(messageId);
  }
}

export const [translationsOf, provideTranslations] = createContext<Translations>();
