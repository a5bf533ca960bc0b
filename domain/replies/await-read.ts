import { requestMail } from '../conversation/deliveries.ts';
import type { AwaitedRead, HeldGroup } from '../conversation/held-reply.ts';
import type { ConversationState } from '../conversation/state.ts';
import type { MessageId } from '../ids.ts';

/** Its mail waits for whether the words are read in the chat; what may share a mail waits together. */
export function awaitRead(state: ConversationState, { replies, agentId }: HeldGroup, until: string): void {
  const messageIds = replies.map(({ entry }) => entry.id);
  const agentIds = replies.map(() => agentId);
  const [first] = replies;
  if (!first) return;
  const { id, cc, bcc, attachments } = first.entry;
  const alone = Boolean(cc?.length || bcc?.length || attachments?.length);
  const last = state.awaitedReads.at(-1);
  if (!last || last.alone || alone) state.awaitedReads.push({ id, messageIds, agentIds, until, alone });
  else {
    last.messageIds = [...last.messageIds, ...messageIds];
    last.agentIds = [...last.agentIds, ...agentIds];
    last.until = until;
  }
}

/** The moment has come, or somebody would not wait. */
export function endAwaiting(state: ConversationState, id: MessageId, how: { unlessRead: boolean }): void {
  const awaited = state.awaitedReads.find((each) => each.id === id);
  if (!awaited) return;
  state.awaitedReads = state.awaitedReads.filter((each) => each !== awaited);
  state.dirty = true;
  if (state.chatOnly) return;
  for (const messageIds of byWriter(awaited)) requestMail(state, messageIds, how);
}

/** They waited together, but a mail bears one name and one signature. */
function byWriter({ messageIds, agentIds }: AwaitedRead): MessageId[][] {
  const mails: MessageId[][] = [];
  for (const [index, id] of messageIds.entries()) {
    if (index > 0 && agentIds[index] === agentIds[index - 1]) mails.at(-1)?.push(id);
    else mails.push([id]);
  }
  return mails;
}
