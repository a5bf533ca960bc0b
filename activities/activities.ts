import type { DraftOutcome } from '../domain/facts.ts';
import type { ConversationId, DeliveryId, DraftId, ProjectId } from '../domain/ids.ts';
import type { News } from '../domain/move.ts';
import type { Batch, Recorded } from '../domain/recording.ts';
import type { Dependencies } from './dependencies.ts';
import { draftAnswer } from './draft-answer.ts';
import { mailAgents } from './email/mail-agents.ts';
import { sendMail, type SendResult } from './email/send-mail.ts';
import { recordTranscript } from './record-transcript.ts';
import { tellConversation } from './tell-conversation.ts';

/** What a conversation's workflow may ask of the world. */
export interface Activities {
  recordTranscript(batch: Batch): Promise<Recorded | null>;
  draftAnswer(draft: { conversationId: ConversationId; draftId: DraftId }): Promise<DraftOutcome>;
  tellConversation(news: News & { projectId: ProjectId }): Promise<'told' | 'gone'>;
  sendMail(delivery: { deliveryId: DeliveryId }): Promise<SendResult>;
  mailAgents(about: { conversationId: ConversationId; news: boolean }): Promise<void>;
}

export function createActivities(deps: Dependencies): Activities {
  return {
    recordTranscript: (batch) => recordTranscript(deps, batch),
    draftAnswer: (draft) => draftAnswer(deps, draft),
    sendMail: (delivery) => sendMail(deps, delivery),
    tellConversation: (news) => tellConversation(deps, news),
    mailAgents: (about) => mailAgents(deps, about),
  };
}
