import type { ConversationId } from '../../domain/ids.ts';
import type { Status } from '../../domain/standing.ts';
import type { Inbox } from './inbox.svelte.ts';
import type { Router } from './router.svelte.ts';
import { conversationPath, listPath } from './routes.ts';

export const AFTER_CLOSE = ['next', 'list', 'stay'] as const;
export type AfterCloseWish = (typeof AFTER_CLOSE)[number];

const KEY = 'throughline.after-close';

interface Leaving {
  /** @returns whether it led anywhere else. */
  go(): Promise<boolean>;
  /** To the conversation that was left. */
  back(): Promise<void>;
}

/** Where an agent goes on once a conversation is closed. Each browser has its own wish. */
export class AfterClose {
  chosen = $state<AfterCloseWish>(stored());

  constructor(private readonly deps: { inbox: Inbox; router: Router }) {}

  choose(wish: AfterCloseWish): void {
    this.chosen = wish;
    localStorage.setItem(KEY, wish);
  }

  /** Asked before it is closed: by then it may have left the list, or moved in it. */
  leaving(id: ConversationId): Leaving {
    const { inbox, router } = this.deps;
    const { query } = inbox;
    const next = this.chosen === 'next' ? nextAfter(inbox.shown, id) : null;
    return {
      go: async () => {
        if (this.chosen === 'stay' || inbox.open !== id) return false;
        await router.go(next ? conversationPath(next, query) : listPath(query));
        return true;
      },
      back: () => router.go(conversationPath(id, query)),
    };
  }
}

/** The next one below that is not closed; null: nothing is left below. */
export function nextAfter(
  rows: { id: ConversationId; status: Status }[],
  id: ConversationId,
): ConversationId | null {
  const at = rows.findIndex((row) => row.id === id);
  if (at < 0) return null;
  return rows.slice(at + 1).find(({ status }) => status !== 'closed')?.id ?? null;
}

function stored(): AfterCloseWish {
  const known = localStorage.getItem(KEY);
  return AFTER_CLOSE.find((each) => each === known) ?? 'next';
}
