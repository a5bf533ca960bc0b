import type { DraftOutcome } from '../domain/conversation/facts.ts';
import type { ConversationId, DeliveryId, DraftId, ProjectId } from '../domain/ids.ts';
import type { News } from '../domain/moving/move.ts';
import type { Batch, Recorded } from '../domain/conversation/batch.ts';
import { parkUnit, takeParked, type Parking } from '../db/conversation/parked.ts';
import type { ParkedWish } from '../domain/conversation/parked-entry.ts';
import type { Unit } from '../domain/conversation/unit.ts';
import type { Dependencies } from './dependencies.ts';
import { draftAnswer } from './assistant/draft-answer.ts';
import { mailAgents } from './mail/mail-agents.ts';
import { sendMail, type SendResult } from './mail/send-mail.ts';
import { recordTranscript } from './transcript/record-transcript.ts';
import { endingWhenRefused } from './assistant/ending-when-refused.ts';
import { tellConversation } from './transcript/notify-conversation.ts';

/** What a conversation's workflow may ask of the world. */
export interface Activities {
  recordTranscript(batch: Batch): Promise<Recorded | null>;
  draftAnswer(draft: {
    conversationId: ConversationId;
    draftId: DraftId;
    byMail?: boolean;
  }): Promise<DraftOutcome>;
  tellConversation(news: News & { projectId: ProjectId }): Promise<'told' | 'gone'>;
  sendMail(delivery: { deliveryId: DeliveryId }): Promise<SendResult>;
  mailAgents(about: { conversationId: ConversationId; news: boolean }): Promise<void>;
  parkUnit(parking: Parking): Promise<number | null>;
  takeParked(about: {
    conversationId: ConversationId;
    wish: ParkedWish;
  }): Promise<{ unit: Unit | null; left: number }>;
}

export function createActivities(deps: Dependencies): Activities {
  return {
    recordTranscript: endingWhenRefused((batch) => recordTranscript(deps, batch)),
    draftAnswer: endingWhenRefused((draft) => draftAnswer(deps, draft)),
    sendMail: endingWhenRefused((delivery) => sendMail(deps, delivery)),
    tellConversation: endingWhenRefused((news) => tellConversation(deps, news)),
    mailAgents: endingWhenRefused((about) => mailAgents(deps, about)),
    // Refused or not, these have no other place to go: they are tried until they work.
    parkUnit: (parking) => parkUnit(deps.db, parking),
    takeParked: (about) => takeParked(deps.db, about),
  };
}
