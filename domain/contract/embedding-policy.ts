import type { Policy } from '../../rpc/definition.ts';

/** What the workflow that embeds a project's passages understands. It reads this, so no zod is near. */
export const embeddingPolicy = {
  signals: {
    docsChanged: {
      callers: ['docs'],
      description: 'The docs, or the model that embeds them, are others than what was embedded.',
      refusals: [],
    },
  },
  updates: {},
  queries: {
    getProgress: { callers: ['docs'], description: 'How far it is.', refusals: [] },
  },
} as const satisfies Policy;
