import type { AgentId, AttachmentId, DraftId, MessageId } from '../ids.ts';
import type { ConversationEvent } from '../message.ts';
import { abandonDraft } from '../conversation/answering.ts';
import { dropAnswer, takePlaceOfAnswer } from '../conversation/answers/held-answer.ts';
import { happened, said } from '../conversation/entries.ts';
import { requestMail } from '../conversation/deliveries.ts';
import { forgetMergeUndo } from '../conversation/merge-undo.ts';
import { askForRatingLater } from './ask-for-rating.ts';
import type { ConversationState } from '../conversation/state.ts';

/** Answering is taking over. The reply leaves by mail as soon as it is in the transcript, if there is an address. */
export function sendReply(
  state: ConversationState,
  reply: { id: MessageId; text: string; agentId: AgentId; edits?: DraftId | undefined } & Enclosed,
  at: string,
): void {
  const { id, text, agentId } = reply;
  const edited = takePlaceOfAnswer(state, reply.edits, { agentId, at });
  claim(state, agentId);
  state.assignee ??= agentId;
  state.status = 'waiting';
  const isMailed = state.customerEmail !== null && !state.chatOnly;
  const channel = isMailed ? 'email' : 'widget';
  const author = { by: 'agent', agentId } as const;
  state.unrecorded.push(said({ id, text, channel, at, author, ...enclosed(reply), ...edited }));
  if (isMailed) requestMail(state, [id], { unlessRead: false });
}

interface Enclosed {
  cc?: string[] | undefined;
  bcc?: string[] | undefined;
  attachments?: AttachmentId[] | undefined;
}

/** Only what is there. */
export const enclosed = ({ cc, bcc, attachments }: Enclosed) => ({
  ...(cc?.length && { cc }),
  ...(bcc?.length && { bcc }),
  ...(attachments?.length && { attachments }),
});

export function close(state: ConversationState, by: { id: MessageId; agentId: AgentId; at: string }): void {
  abandonDraft(state);
  dropAnswer(state, { decision: 'overtaken', agentId: by.agentId, at: by.at });
  state.status = 'closed';
  askForRatingLater(state, by.at);
  agentDid(state, { ...by, event: { kind: 'closed', agentId: by.agentId } });
}

export function claim(state: ConversationState, agentId: AgentId): void {
  abandonDraft(state);
  forgetMergeUndo(state);
  state.handler = { by: 'agent', agentId };
  if (state.status === 'snoozed') state.status = 'open';
}

/** Puts what an agent did into the transcript. */
export function agentDid(
  state: ConversationState,
  { agentId, ...entry }: { id: MessageId; agentId: AgentId; at: string; event: ConversationEvent },
): void {
  state.unrecorded.push(happened({ ...entry, author: { by: 'agent', agentId } }));
}
