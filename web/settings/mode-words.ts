import type { AfterDeadline, Mode } from '../../domain/assistant/modes/mode.ts';

export const MODE_WORDS: Record<Mode, { name: string; means: string }> = {
  auto: { name: 'Auto', means: 'The assistant answers.' },
  draft: { name: 'Draft', means: 'Its answer waits for an agent, who approves, edits or rejects it.' },
  shadow: {
    name: 'Shadow',
    means: 'People answer. What it would have said is compared with their replies, on the page Reports.',
  },
  off: { name: 'Off', means: 'People answer.' },
};

export const AFTER_WORDS: Record<AfterDeadline, string> = {
  person: 'A person answers, and the draft is not sent',
  send: 'The draft is sent',
};
