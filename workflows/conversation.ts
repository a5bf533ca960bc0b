import {
  allHandlersFinished,
  condition,
  continueAsNew,
  setCurrentDetails,
  uuid4,
  workflowInfo,
} from '@temporalio/workflow';
import { needsRecording, nextBatch } from '../domain/conversation/next-batch.ts';
import {
  newConversation,
  upgraded,
  type CarriedState,
  type ConversationSnapshot,
  type ConversationState,
} from '../domain/conversation/state.ts';
import { nameShadowDraft } from '../domain/conversation/answers/shadow.ts';
import { backToTeam, whyUnreached } from '../domain/conversation/reach.ts';
import { carried } from '../domain/conversation/renew-history.ts';
import { stopOvertaken } from '../domain/replies/send-later.ts';
import { createAgentMail, type AgentMail } from './agent-mail.ts';
import { describe } from './current-details.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { createDrafts, newDraftId, type Drafts } from './drafts.ts';
import { createEscalationTimer, type EscalationTimer } from './escalate-again.ts';
import { handleMessages } from './handlers.ts';
import { createRatingTimer } from './ask-for-rating.ts';
import { createReplyTimers } from './undo-send.ts';
import { createRuleCalls, type RuleCalls } from './rule-calls.ts';
import { createRuleTimer, type RuleTimer } from './rules.ts';
import { createShadowDrafts, type ShadowDrafts } from './shadow.ts';
import { createSnoozeTimer } from './snooze.ts';
import { createTeamNotices, type TeamNotices } from './team-notice.ts';
import { createParking, type Parking } from './parking.ts';
import { createNotices, type Notices } from './notify-conversations.ts';
import { createSearchAttributes } from './search-attributes.ts';
import { writeBatch } from './write-batch.ts';

/** A new conversation starts from what its row says; a continued one from everything it knew. */
export type ConversationInput = { snapshot: ConversationSnapshot } | { state: CarriedState };

/** A closed conversation stays at hand for late answers this long; later ones start it again from its row. */
const KEPT_AFTER_CLOSING = '30 days';

/**
 * Events after which a run continues as new: replaying them wakes a cold conversation in well under half a second,
 * and a server's own hint (4,096 events) would come only after seconds.
 */
const EVENTS_PER_RUN = 500;

/** Waiting for a mail that is retried for hours must not hold a run open for ever. */
const EVENTS_AT_MOST = 2_000;

/** One conversation from first chat to final email. Its only writer. */
export async function conversation(input: ConversationInput): Promise<void> {
  const state = 'state' in input ? upgraded(input.state) : newConversation(input.snapshot);
  const drafts = createDrafts(state);
  const deliveries = createDeliveries(state);
  const notices = createNotices(state);
  const replyTimers = createReplyTimers(state);
  const agentMail = createAgentMail(state);
  const teamNotices = createTeamNotices(state);
  const escalation = createEscalationTimer(state);
  const rating = createRatingTimer(state);
  const parking = createParking(state);
  const snoozeTimer = createSnoozeTimer(state);
  const ruleTimer = createRuleTimer(state);
  const ruleCalls = createRuleCalls(state);
  const shadow = createShadowDrafts(state);
  const running = {
    ...{ drafts, deliveries, agentMail, teamNotices, escalation, notices, parking },
    ...{ ruleTimer, ruleCalls, shadow },
  };
  const searchAttributes = createSearchAttributes();
  handleMessages(state);

  const hasWork = () =>
    needsRecording(state) ||
    drafts.outOfDate() ||
    deliveries.waiting() ||
    replyTimers.outOfDate() ||
    agentMail.waiting() ||
    teamNotices.waiting() ||
    escalation.outOfDate() ||
    rating.outOfDate() ||
    snoozeTimer.outOfDate() ||
    ruleTimer.outOfDate() ||
    ruleCalls.waiting() ||
    shadow.waiting() ||
    notices.waiting() ||
    parking.waiting() ||
    searchAttributes.outOfDate(state);
  for (;;) {
    const woken = await wake(state, () => {
      // Asked after every change, also one that leaves nothing to do, such as a draft that ended.
      setCurrentDetails(describe(state));
      return hasWork() || mayContinueAsNew(running, state);
    });
    if (!woken) return;
    if (needsRecording(state) && !(await record(state))) return;
    searchAttributes.show(state);
    drafts.follow();
    deliveries.follow();
    notices.follow();
    parking.follow();
    replyTimers.follow();
    teamNotices.follow();
    escalation.follow();
    rating.follow();
    snoozeTimer.follow();
    ruleTimer.follow();
    ruleCalls.follow();
    shadow.follow();
    agentMail.follow();
    if (!hasWork() && mayContinueAsNew(running, state)) {
      await condition(allHandlersFinished);
      if (!hasWork()) await continueAsNew<typeof conversation>({ state: carried(state) });
    }
  }
}

/**
 * Whatever was just applied may have cost the assistant its way to the customer: a bounce, an agent who stopped mail.
 * Asked here, where every change passes.
 */
function keepReached(state: ConversationState): void {
  const reason = whyUnreached(state);
  if (!reason) return;
  const id = `msg_${uuid4().replaceAll('-', '').slice(0, 24)}` as const;
  backToTeam(state, { id, reason, at: new Date().toISOString() });
}

/** @returns false when the conversation was erased: there is nothing left to write. */
function record(state: ConversationState): Promise<boolean> {
  keepReached(state);
  stopOvertaken(state, new Date().toISOString());
  nameShadowDraft(state, newDraftId);
  return writeBatch(state, nextBatch(state, newDraftId));
}

/** @returns false when a closed conversation stayed silent for so long that it may end. */
async function wake(state: ConversationState, ready: () => boolean): Promise<boolean> {
  if (state.status === 'closed') return condition(ready, KEPT_AFTER_CLOSING);
  await condition(ready);
  return true;
}

interface Running {
  drafts: Drafts;
  deliveries: Deliveries;
  agentMail: AgentMail;
  teamNotices: TeamNotices;
  escalation: EscalationTimer;
  notices: Notices;
  parking: Parking;
  ruleTimer: RuleTimer;
  ruleCalls: RuleCalls;
  shadow: ShadowDrafts;
}

function mayContinueAsNew({ drafts, ...others }: Running, { renewing }: ConversationState): boolean {
  const { historyLength, continueAsNewSuggested } = workflowInfo();
  if (drafts.busy()) return false;
  if (historyLength > EVENTS_AT_MOST) return true;
  const busy = Object.values(others).some((each) => each.busy());
  return (renewing || continueAsNewSuggested || historyLength > EVENTS_PER_RUN) && !busy;
}
