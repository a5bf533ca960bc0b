import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Score } from '../../domain/ratings/rating.ts';
import { ask as askRating } from '../rating/rating.ts';
import { show as showThumbs } from '../thumbs/thumbs.ts';

/** The way to the conversation that is shown. */
interface Link {
  conversationId: ConversationId;
  give(path: 'rate', input: Rating): Promise<unknown>;
  give(path: 'thumb', input: Thumb): Promise<unknown>;
}
type Rating = { conversationId: ConversationId; id: MessageId; score: Score; comment: string };
type Thumb = { conversationId: ConversationId; messageId: MessageId; helpful: boolean | null };

interface Line {
  id: MessageId;
  helpful?: boolean | null | undefined;
}

/** Asks in a place of the panel what one thinks of an answer, or else of the whole conversation: then `id` is the rating's. */
export function ask(place: Element, to: { link: Link; id: MessageId }, line?: Line): void {
  const { link, id } = to;
  if (!line) {
    askRating(place, (rating) => link.give('rate', { conversationId: link.conversationId, id, ...rating }));
    return;
  }
  const messageId = line.id;
  showThumbs(place, line.helpful, (helpful) =>
    link.give('thumb', { conversationId: link.conversationId, messageId, helpful }),
  );
}
