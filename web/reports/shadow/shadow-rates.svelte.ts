import type { MessageId } from '../../../domain/ids.ts';
import type { AppContext } from '../../app/app-context.svelte.ts';
import type { Client } from '../../live/client.ts';
import { failureOf, type Failure } from '../../live/failure.ts';

export type Rates = Awaited<ReturnType<Client['shadow']['rates']['query']>>;
export type Pair = Awaited<ReturnType<Client['shadow']['pairs']['query']>>[number];
export type Topic = Rates['topics'][number];

/** How often the assistant and the agents agreed, and the pairs of one topic. */
export class ShadowRates {
  rates = $state.raw<Rates | null>(null);
  topic = $state.raw<Topic | null>(null);
  pairs = $state.raw<Pair[] | null>(null);
  failure = $state.raw<Failure | null>(null);

  constructor(private readonly app: Pick<AppContext, 'client' | 'projectId'>) {}

  async load(): Promise<void> {
    const { client, projectId } = this.app;
    await this.asking(async () => {
      this.rates = await client.shadow.rates.query({ projectId });
    });
  }

  /** Shows a topic's pairs, or hides them. */
  async open(topic: Topic): Promise<void> {
    const again = this.topic?.id === topic.id && this.topic !== null;
    this.topic = again ? null : topic;
    this.pairs = null;
    if (!again) await this.loadPairs(topic);
  }

  async mark(answerId: MessageId, agrees: boolean | null): Promise<void> {
    const { client, projectId } = this.app;
    await this.asking(async () => {
      await client.shadow.mark.mutate({ projectId, answerId, agrees });
    });
    await this.load();
    if (this.topic) await this.loadPairs(this.topic);
  }

  private async loadPairs({ id }: Topic): Promise<void> {
    const { client, projectId } = this.app;
    await this.asking(async () => {
      const pairs = await client.shadow.pairs.query({ projectId, topic: id });
      if (this.topic?.id === id) this.pairs = pairs;
    });
  }

  private async asking(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
    }
  }
}
