import type { AgentDoes } from '../../../domain/presence/present.ts';

export const atConversation = 'Who else is here';

export function doesWords(name: string, does: AgentDoes | 'writes'): string {
  if (does === 'looks') return `${name} is looking at this`;
  return does === 'notes' ? `${name} is typing a note` : `${name} is typing`;
}

export const collisionWords = (name: string): string =>
  `You and ${name} both write a reply. Whoever sends second sees the first one before theirs can leave.`;
