import type { DraftOutcome } from '../domain/facts.ts';
import type { ConversationId, DeliveryId, DraftId, ProjectId } from '../domain/ids.ts';
import type { News } from '../domain/move.ts';
import type { Batch, Recorded } from '../domain/recording.ts';
import { parkUnit, takeParked, type Parking } from '../db/parked.ts';
import type { ParkedWish } from '../domain/parked-entry.ts';
import type { Unit } from '../domain/unit.ts';
import type { Dependencies } from './dependencies.ts';
import { draftAnswer } from './draft-answer.ts';
import { mailAgents } from './email/mail-agents.ts';
import { sendMail, type SendResult } from './email/send-mail.ts';
import { recordTranscript } from './record-transcript.ts';
import { endingWhenRefused } from './ending-when-refused.ts';
import { tellConversation } from './tell-conversation.ts';

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
