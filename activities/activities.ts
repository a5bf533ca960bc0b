import type { DraftOutcome } from '../domain/facts.ts';
import type { ConversationId, DeliveryId, DraftId, ProjectId } from '../domain/ids.ts';
import type { DeliveryState } from '../domain/message.ts';
import type { News } from '../domain/move.ts';
import type { Batch, Recorded } from '../domain/recording.ts';
import type { Dependencies } from './dependencies.ts';
import { draftAnswer } from './draft-answer.ts';
import { sendMail } from './email/send-mail.ts';
import { recordTranscript } from './record-transcript.ts';
import { tellConversation } from './tell-conversation.ts';

/** What a conversation's workflow may ask of the world. */
export interface Activities {
  recordTranscript(batch: Batch): Promise<Recorded | null>;
  draftAnswer(draft: { conversationId: ConversationId; draftId: DraftId }): Promise<DraftOutcome>;
  sendMail(delivery: { deliveryId: DeliveryId }): Promise<{ state: DeliveryState }>;
  tellConversation(news: News & { projectId: ProjectId }): Promise<'told' | 'gone'>;
}

export function createActivities(deps: Dependencies): Activities {
  return {
    recordTranscript: (batch) => recordTranscript(deps, batch),
    draftAnswer: (draft) => draftAnswer(deps, draft),
    sendMail: (delivery) => sendMail(deps, delivery),
    tellConversation: (news) => tellConversation(deps, news),
  };
}
