import type { ConversationDetail } from '../../../domain/inbox/views.ts';
import { PRIORITIES } from '../../../domain/triage.ts';
import type { Acts } from '../triage/acts.svelte.ts';
import { PRIORITY_WORDS } from '../triage/triage-words.ts';
import { blockActions } from './block-actions.ts';
import type { MenuAct, MenuGroup } from '../triage/menu-acts.ts';

interface Asked {
  detail: ConversationDetail;
  acts: Acts;
  /** What has no room in the header. */
  folded: MenuAct[];
  markUnread: () => void;
  rename: () => void;
  merge: () => void;
  block: (kind: ReturnType<typeof blockActions>[number]) => void;
  copyId: () => void;
  /** Null: not for this role. */
  erase: (() => void) | null;
}

/** Everything else one can do with a conversation, in the order of how often it is wanted. */
export function menuGroups(asked: Asked): MenuGroup[] {
  const { detail, acts, folded, markUnread, rename, merge, block, copyId, erase } = asked;
  const here = !detail.merged;
  const groups: MenuGroup[] = [
    { acts: folded },
    {
      acts: [
        ...when(here && detail.status === 'snoozed', {
          words: 'End the snooze',
          run: () => void acts.wake(),
        }),
        { words: 'Mark unread', act: 'markUnread', run: markUnread },
        ...when(here, { words: 'Edit the subject', run: rename }),
        ...when(here && detail.customer !== null, { words: 'Merge into…', act: 'merge', run: merge }),
        ...(here ? priorities(detail, acts) : []),
      ],
    },
    {
      acts: [
        ...(here ? spamActs(detail, acts) : []),
        ...blockActions(detail).map((each) => ({ words: each.words, run: () => block(each) })),
        ...(erase ? [{ words: 'Erase…', run: erase }] : []),
      ],
    },
    {
      name: 'For whoever looks after the server',
      acts: [
        { words: 'Copy the conversation’s id', run: copyId },
        { words: 'Open in Temporal', href: detail.temporalUrl },
      ],
    },
  ];
  return groups.filter((group) => group.acts.length > 0);
}

const when = (wanted: boolean, act: MenuAct): MenuAct[] => (wanted ? [act] : []);

const priorities = ({ priority }: ConversationDetail, acts: Acts): MenuAct[] =>
  PRIORITIES.toReversed()
    .filter((each) => each !== priority)
    .map((each) => ({ words: PRIORITY_WORDS[each], run: () => void acts.setPriority(each) }));

function spamActs(detail: ConversationDetail, acts: Acts): MenuAct[] {
  if (detail.spam) return [{ words: 'No spam', run: () => void acts.noSpam() }];
  const kind = detail.mailTo ? 'sender' : detail.channel === 'widget' ? 'visitor' : null;
  return [
    { words: 'Spam', act: 'spam', run: () => void acts.spam(null) },
    ...(kind ? [{ words: 'Spam, and block the sender', run: () => void acts.spam(kind) }] : []),
  ];
}
