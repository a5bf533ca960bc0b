import type { ConversationId } from '../../../domain/ids.ts';
import type { ArrivingMessage } from '../../../domain/inbox/arriving.ts';
import type { Message } from '../../../domain/message.ts';

/** After every number that a record gives. */
const AFTER_ALL = Number.MAX_SAFE_INTEGER;

/** An arriving message as the transcript draws one, so that its record changes what is drawn and does not replace it. */
export function arrivingItem(
  { id, channel, author, text, cut, at }: ArrivingMessage,
  conversationId: ConversationId,
): Message {
  return {
    ...{ id, conversationId, channel, author, at },
    ...{ seq: AFTER_ALL, revision: 0, kind: 'message' },
    audience: author.by === 'other' ? 'team' : 'everyone',
    authorName: author.by === 'other' ? author.name : null,
    text: cut ? `${text}…` : text,
    ...{ quoted: null, foldedKinds: [], emailId: null, original: null, attachments: [], verdict: null },
    ...{ mail: null, citations: [], mentions: [], event: null, delivery: null, readInChat: false },
  };
}
