import type { DraftOutcome } from '../domain/conversation/answers/drafts.ts';
import type { ParkedDecision } from '../domain/conversation/parked-entry.ts';
import type { ConversationId, DeliveryId, ProjectId } from '../domain/ids.ts';
import type { Batch, Recorded } from '../domain/conversation/batch.ts';
import { parkUnit, takeParked, type Parking } from '../db/conversation/parked.ts';
import type { Unit } from '../domain/conversation/unit.ts';
import type { Dependencies } from './dependencies.ts';
import { draftAnswer, type DraftInput } from './assistant/draft-answer.ts';
import { compareShadow, type ShadowPair } from './assistant/shadow/compare-shadow.ts';
import { draftInShadow, type ShadowOf } from './assistant/shadow/draft-in-shadow.ts';
import { embedPassages, type EmbeddedBatch } from './embeddings/embed-passages.ts';
import { createGapActivities, type GapActivities } from './gaps/gap-activities.ts';
import { createComparisonActivities, type ComparisonActivities } from './evaluations/compare-questions.ts';
import { createEvaluationActivities, type EvaluationActivities } from './evaluations/run-tests.ts';
import type { AssistAnswer, AssistCall } from '../domain/contract/assist-shapes.ts';
import { assist } from './assistant/assist.ts';
import { mailAgents } from './mail/mail-agents.ts';
import { sendMail, type SendResult } from './mail/send-mail.ts';
import { recordTranscript } from './transcript/record-transcript.ts';
import { endingWhenRefused } from './ending-when-refused.ts';
import { giveNotices } from './notices/give-notices.ts';
import { createSourceActivities, type SourceActivities } from './sources/read-source.ts';
import { whenToEscalateAgain } from './notices/when-to-escalate-again.ts';
import { askRules, type Answer, type Silence } from './rules/ask-rules.ts';
import { callRuleWebhook, type WantedCall } from './rules/call-rule-webhook.ts';
import { notifyConversation, type NoticeToConversation } from './transcript/notify-conversation.ts';

/** What a workflow may ask of the world: a conversation's, a crawl's, the embeddings', an evaluation's, and what is done about gaps. */
export interface Activities
  extends SourceActivities, GapActivities, EvaluationActivities, ComparisonActivities {
  recordTranscript(batch: Batch): Promise<Recorded | null>;
  draftAnswer(draft: DraftInput): Promise<DraftOutcome>;
  draftInShadow(draft: ShadowOf): Promise<{ isKept: boolean }>;
  compareShadow(pair: ShadowPair): Promise<void>;
  assist(call: AssistCall): Promise<AssistAnswer>;
  notifyConversation(notice: NoticeToConversation): Promise<'told' | 'gone'>;
  sendMail(delivery: { deliveryId: DeliveryId }): Promise<SendResult>;
  mailAgents(about: { conversationId: ConversationId; digest: boolean }): Promise<void>;
  giveNotices(about: { conversationId: ConversationId; burst: string }): Promise<{ againAt: string | null }>;
  whenToEscalateAgain(about: { projectId: ProjectId; since: string }): Promise<string | null>;
  askRules(silence: Silence): Promise<Answer>;
  callRuleWebhook(call: WantedCall): Promise<{ failed: string | null }>;
  parkUnit(parking: Parking): Promise<number | null>;
  takeParked(about: {
    conversationId: ConversationId;
    decision: ParkedDecision;
  }): Promise<{ unit: Unit | null; left: number }>;
  embedPassages(of: { projectId: ProjectId }): Promise<EmbeddedBatch>;
}

export function createActivities(deps: Dependencies): Activities {
  const reading = createSourceActivities(deps);
  const filling = createGapActivities(deps);
  const testing = createEvaluationActivities(deps);
  const comparing = createComparisonActivities(deps);
  return {
    beginReading: endingWhenRefused(reading.beginReading),
    readPages: endingWhenRefused(reading.readPages),
    endReading: endingWhenRefused(reading.endReading),
    noteCrawl: endingWhenRefused(reading.noteCrawl),
    tryGap: endingWhenRefused(filling.tryGap),
    writeGapDraft: endingWhenRefused(filling.writeGapDraft),
    askTrial: endingWhenRefused(testing.askTrial),
    beginEvaluation: endingWhenRefused(testing.beginEvaluation),
    runTests: endingWhenRefused(testing.runTests),
    endEvaluation: endingWhenRefused(testing.endEvaluation),
    whenNightly: endingWhenRefused(testing.whenNightly),
    compareQuestions: endingWhenRefused(comparing.compareQuestions),
    endComparison: endingWhenRefused(comparing.endComparison),
    recordTranscript: endingWhenRefused((batch) => recordTranscript(deps, batch)),
    draftAnswer: endingWhenRefused((draft) =>
      draftAnswer({ ...deps, minuteMs: deps.agentMail.minuteMs }, draft),
    ),
    draftInShadow: endingWhenRefused((draft) => draftInShadow(deps, draft)),
    compareShadow: endingWhenRefused((pair) => compareShadow(deps, pair)),
    assist: endingWhenRefused((call) => assist(deps, call)),
    sendMail: endingWhenRefused((delivery) => sendMail(deps, delivery)),
    notifyConversation: endingWhenRefused((notice) => notifyConversation(deps, notice)),
    mailAgents: endingWhenRefused((about) => mailAgents(deps, about)),
    giveNotices: endingWhenRefused((about) => giveNotices(deps, about)),
    whenToEscalateAgain: endingWhenRefused((about) => whenToEscalateAgain(deps, about)),
    askRules: endingWhenRefused((silence) => askRules(deps, silence)),
    callRuleWebhook: endingWhenRefused((call) => callRuleWebhook(deps, call)),
    embedPassages: endingWhenRefused((of) => embedPassages(deps, of)),
    // Refused or not, these have no other place to go: they are tried until they work.
    parkUnit: (parking) => parkUnit(deps.db, parking),
    takeParked: (about) => takeParked(deps.db, about),
  };
}
