import type OpenAI from 'openai';
import type { Quirks } from '../../../domain/assistant/quirks.ts';

export type PromptMessage = OpenAI.Chat.Completions.ChatCompletionMessageParam & { content: string };

/** In the roles that the model knows, and in turn where it wants that. */
export function inRoles(messages: PromptMessage[], { systemRole, alternates }: Quirks): PromptMessage[] {
  const known = systemRole
    ? messages
    : messages.map((each) => (each.role === 'system' ? asUser(each) : each));
  if (!alternates && systemRole) return known;
  const inTurn: PromptMessage[] = [];
  for (const each of known) {
    const last = inTurn.at(-1);
    if (last?.role === each.role) last.content += `\n\n${each.content}`;
    else inTurn.push({ ...each });
  }
  const first = inTurn[0]?.role === 'system' ? 1 : 0;
  return inTurn[first]?.role === 'assistant'
    ? inTurn.toSpliced(first, 0, { role: 'user', content: '…' })
    : inTurn;
}

const asUser = ({ content }: PromptMessage): PromptMessage => ({ role: 'user', content });
