import { newId } from '../../domain/ids.ts';
import type { Client } from '../../web/live/client.ts';

/** Compiled, never run: a wrong field in a call from the inbox must not compile. */
export function wrongCalls(client: Client) {
  const conversationId = newId('cnv');
  const id = newId('msg');
  const right = { conversationId, id, text: 'Hello', seenSeq: 3 };

  void client.conversations.reply.mutate(right);
  // @ts-expect-error a reply must say what its writer had seen
  void client.conversations.reply.mutate({ conversationId, id, text: 'Hello' });
  // @ts-expect-error a misspelt field
  void client.conversations.reply.mutate({ ...right, seenSeqs: 3, seenSeq: undefined });
  // @ts-expect-error a message's id is not a conversation's
  void client.conversations.close.mutate({ conversationId: id, id });
  // @ts-expect-error no such lane
  void client.conversations.list.query({ projectId: newId('prj'), lane: 'urgent' });
  // @ts-expect-error a reply answers with the conversation's standing, not with a number
  const seq: Promise<number> = client.conversations.reply.mutate(right);
  return seq;
}

/** What is in the contract is what can be called: no more. */
type Procedures = keyof Client['conversations'];
export const known: Procedures[] = ['reply', 'takeOver', 'handBack', 'assign', 'addNote', 'close', 'reopen'];
// @ts-expect-error no such update
export const unknown: Procedures = 'forget';
