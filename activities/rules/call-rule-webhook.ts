import { ApplicationFailure, Context } from '@temporalio/activity';
import { findPlace } from '../../db/rules/find-place.ts';
import { claimCall, endCall } from '../../db/rules/calls.ts';
import { findRule } from '../../db/rules/rules.ts';
import type { ConversationId, MessageId, ProjectId } from '../../domain/ids.ts';
import type { RuleName } from '../../domain/rule-event.ts';
import { ruleCallPost } from '../../domain/rules/webhook-post.ts';
import type { NoticeDependencies } from '../notices/notice-dependencies.ts';

export interface WantedCall {
  /** Of the event that says that the rule ran. */
  id: MessageId;
  projectId: ProjectId;
  conversationId: ConversationId;
  rule: RuleName;
  at: string;
}

/** A webhook that refuses for now has some minutes to restart. */
const TRIES = 6;

/**
 * Calls a rule's webhook, once: a call that was interrupted may have arrived and is not repeated.
 * @returns why it was not taken, in a sentence; null: it was. @throws ApplicationFailure, retryable, when it was refused for now.
 */
export async function callRuleWebhook(
  { db, outside, agentMail }: NoticeDependencies,
  { id, projectId, conversationId, rule, at }: WantedCall,
): Promise<{ failed: string | null }> {
  const found = await findRule(db, { projectId, id: rule.id });
  const url = found?.acts.find((act) => act.does === 'callWebhook')?.url;
  if (!url) return { failed: 'The rule calls no webhook any more.' };
  const place = await findPlace(db, conversationId, agentMail.publicUrl);
  if (!place) return { failed: null };
  const before = await claimCall(db, { id, projectId, conversationId });
  if (before === 'taken') return { failed: null };
  if (before) {
    await endCall(db, id, 'unknown');
    return { failed: 'The call was interrupted and may have arrived, so it is not repeated.' };
  }
  const outcome = await outside.post({ url, ...ruleCallPost({ id, rule, conversation: place, at }) });
  if (outcome.taken) {
    await endCall(db, id, 'taken');
    return { failed: null };
  }
  const again = outcome.again && Context.current().info.attempt < TRIES;
  await endCall(db, id, again ? 'again' : outcome.certain ? 'failed' : 'unknown');
  if (again) throw ApplicationFailure.create({ message: outcome.problem, type: 'webhook_refused_for_now' });
  return { failed: outcome.problem };
}
