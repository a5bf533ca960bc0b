import { newId, type ArticleId, type GapId, type MessageId, type ProjectId } from '../../domain/ids.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Client } from '../live/client.ts';

export type KnownGap = Awaited<ReturnType<Client['gaps']['get']['query']>>;

/** One gap: how it was asked, what agents answered, and the article that is to fill it. */
export class GapDetail {
  gap = $state.raw<KnownGap | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** The reply that becomes a draft at this moment. */
  drafting = $state<MessageId | null>(null);
  readonly tried = $derived.by(() => {
    const asked = this.gap?.asked.filter(({ answeredNow }) => answeredNow !== null) ?? [];
    return { all: asked.length, answered: asked.filter(({ answeredNow }) => answeredNow).length };
  });

  constructor(
    readonly id: GapId,
    private readonly deps: { client: Client; projectId: ProjectId },
  ) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    try {
      this.gap = await client.gaps.get.query({ projectId, gapId: this.id });
      this.failure = null;
    } catch (error) {
      if (!this.gap) this.failure = failureOf(error);
    }
  }

  /** @returns the id that the article will have. */
  async draft(messageId: MessageId, { byModel }: { byModel: boolean }): Promise<ArticleId | Failure> {
    const { client, projectId } = this.deps;
    this.drafting = messageId;
    try {
      const asked = { projectId, gapId: this.id, messageId, articleId: newId('art'), byModel };
      return (await client.gaps.draft.mutate(asked)).articleId;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.drafting = null;
    }
  }

  async tryAgain(): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    try {
      await client.gaps.tryAgain.mutate({ projectId, gapId: this.id });
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }
}
