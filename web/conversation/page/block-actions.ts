import type { BlockKind } from '../../../domain/project/block.ts';
import type { ConversationDetail } from '../../../domain/inbox/views.ts';

/** Whom a conversation is with, as far as they can be blocked. */
export function blockActions({
  channel,
  mailTo,
}: Pick<ConversationDetail, 'channel' | 'mailTo'>): { kind: BlockKind; words: string; done: string }[] {
  return [
    ...(channel === 'widget'
      ? [
          { kind: 'visitor' as const, words: 'Block this visitor', done: 'The visitor is blocked' },
          { kind: 'network' as const, words: 'Block their network', done: 'Their network is blocked' },
        ]
      : []),
    ...(mailTo
      ? [{ kind: 'sender' as const, words: `Block mail from ${mailTo}`, done: `${mailTo} is blocked` }]
      : []),
  ];
}
