import type { ConversationId, MessageId, RuleId } from '../ids.ts';

/** What a rule tells a webhook: no words of a conversation, only which it is. */
export interface RuleCall {
  id: MessageId;
  rule: { id: RuleId; name: string };
  conversation: { id: ConversationId; subject: string; url: string };
  /** ISO 8601. */
  at: string;
}

/** As a post. Whoever takes it knows a repetition by its key. */
export const ruleCallPost = (call: RuleCall) => ({
  headers: { 'Content-Type': 'application/json', 'User-Agent': 'Throughline', 'Idempotency-Key': call.id },
  body: JSON.stringify({ event: 'rule', ...call }),
});
