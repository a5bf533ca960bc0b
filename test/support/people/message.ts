import type { Message } from '../../../domain/message.ts';
import { minute } from '../../web/inbox/rows.ts';

/** A customer's message in the widget, as the inbox and the widget read it; `seq` names and dates it. */
export function message(seq: number, parts: Partial<Message> = {}): Message {
  return {
    id: `msg_${seq}`,
    conversationId: 'cnv_0123456789abcdef',
    seq,
    revision: seq,
    kind: 'message',
    channel: 'widget',
    audience: 'everyone',
    author: { by: 'customer' },
    authorName: null,
    text: `message ${seq}`,
    quoted: null,
    foldedKinds: [],
    emailId: null,
    verdict: null,
    mail: null,
    citations: [],
    mentions: [],
    original: null,
    attachments: [],
    event: null,
    delivery: null,
    readInChat: false,
    at: minute(seq),
    ...parts,
  };
}
