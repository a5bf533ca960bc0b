import type { ConversationState } from '../domain/conversation/state.ts';
import { mergeRefused } from '../domain/moving/merge.ts';
import type { News } from '../domain/moving/move.ts';
import { others } from './activities.ts';
import { park, refusalOf } from './write-batch.ts';

export interface Post {
  /** Something is to be told and nobody tells it. */
  waiting(): boolean;
  busy(): boolean;
  follow(): void;
}

/** Tells other conversations what concerns them, in order: what a merge brings must arrive before its undoing. */
export function createPost(state: ConversationState): Post {
  let telling = false;
  const waits = () => (state.telling?.length ?? 0) > 0;

  const tellAll = async () => {
    for (let news = state.telling?.[0]; news; news = state.telling?.[0]) {
      await tell(state, news);
      state.telling?.shift();
    }
    telling = false;
  };

  return {
    waiting: () => waits() && !telling,
    busy: () => telling,
    follow: () => {
      if (!waits() || telling) return;
      telling = true;
      void tellAll();
    },
  };
}

/** A conversation that was erased takes nothing: a merge into it has not happened. */
async function tell(state: ConversationState, news: News): Promise<void> {
  const { projectId } = state;
  const summary = `${news.name} ${news.to}`;
  const outcome = await others.tellConversation
    .executeWithOptions({ summary }, [{ ...news, projectId }])
    .catch((error: unknown) => setApart(state, news, error));
  if (outcome === 'told' || news.name !== 'absorb') return;
  const { move } = news.input;
  mergeRefused(state, { id: move, move }, new Date().toISOString());
}

/** What the other conversation will never take waits for an admin; what comes after it is told all the same. */
async function setApart(state: ConversationState, news: News, error: unknown): Promise<'told'> {
  const refused = refusalOf(error);
  if (!refused) throw error;
  await park(state, { kind: 'news', news }, refused.refusal);
  return 'told';
}
