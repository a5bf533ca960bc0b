import { customerName } from '../../../app/customer-name.ts';
import type { ConversationDetail } from '../../../../domain/inbox/views.ts';
import type { VariableValues } from '../../../../domain/saved-replies/variables.ts';

/** What is known for a saved reply's variables. A visitor without a name has none: "Visitor 7k2m" is ours, not theirs. */
export function valuesFor(
  detail: Pick<ConversationDetail, 'customer' | 'subject' | 'id'>,
  names: { agent: string; project: string },
): VariableValues {
  const name = detail.customer?.name ? customerName(detail) : null;
  return {
    'customer.name': name,
    'agent.name': names.agent,
    'conversation.subject': detail.subject || null,
    'project.name': names.project,
  };
}
