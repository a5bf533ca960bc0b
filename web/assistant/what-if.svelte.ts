import { DIFFERENCES, type Difference } from '../../domain/evaluations/comparison.ts';
import type { Estimate } from '../../domain/evaluations/estimate.ts';
import { newId, type ComparisonId, type MessageId, type ProjectId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import { Side } from './playground.svelte.ts';

export type Comparison = Awaited<ReturnType<Client['whatIf']['list']['query']>>[number];
export type Compared = Awaited<ReturnType<Client['whatIf']['questions']['query']>>[number];
export type BothAnswers = Awaited<ReturnType<Client['whatIf']['answers']['query']>>;

/** What is shown of a comparison: all that differs, or one group. */
export type Shown = Difference | 'different';

/** Real questions asked again: what is tried, the last comparisons, and the differences of one. */
export class WhatIf {
  readonly side = new Side();
  comparisons = $state.raw<Comparison[]>([]);
  questions = $state.raw<Compared[]>([]);
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  /** Which one is shown; null: the newest. */
  chosen = $state<ComparisonId | null>(null);
  shown = $state<Shown>('different');

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  get comparison(): Comparison | null {
    return this.comparisons.find(({ id }) => id === this.chosen) ?? this.comparisons[0] ?? null;
  }

  get running(): boolean {
    return this.comparisons.some(({ end }) => end === null);
  }

  /** Those that are there, what weighs most first. */
  get groups(): { difference: Difference; questions: number }[] {
    const counts = this.comparison?.differences ?? {};
    return DIFFERENCES.map((difference) => ({ difference, questions: counts[difference] ?? 0 })).filter(
      ({ questions }) => questions > 0,
    );
  }

  get different(): number {
    return this.groups.reduce((sum, each) => sum + (each.difference === 'same' ? 0 : each.questions), 0);
  }

  /** In the order of what weighs most. */
  get listed(): Compared[] {
    const rank = ({ difference }: Compared) => DIFFERENCES.indexOf(difference);
    return this.questions
      .filter(({ difference }) =>
        this.shown === 'different' ? difference !== 'same' : difference === this.shown,
      )
      .toSorted((one, other) => rank(one) - rank(other));
  }

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    if (this.phase === 'failed') this.phase = 'loading';
    try {
      this.comparisons = await client.whatIf.list.query({ projectId });
      const { comparison } = this;
      const questions = comparison
        ? await client.whatIf.questions.query({ projectId, id: comparison.id })
        : [];
      if (comparison?.id === this.comparison?.id) this.questions = questions;
      this.phase = 'ready';
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
      // What is known stays on the screen.
      if (this.phase !== 'ready') this.phase = 'failed';
    }
  }

  async show(id: ComparisonId): Promise<void> {
    this.chosen = id;
    this.shown = 'different';
    await this.load();
  }

  estimate(): Promise<Estimate> {
    const { client, projectId } = this.deps;
    return client.whatIf.estimate.query({ projectId, settings: this.side.settings });
  }

  answers(id: ComparisonId, answerId: MessageId): Promise<BothAnswers> {
    const { client, projectId } = this.deps;
    return client.whatIf.answers.query({ projectId, id, answerId });
  }

  /** @returns the failure, or null. */
  async begin(): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    const id = newId('cmp');
    try {
      await client.whatIf.begin.mutate({ projectId, id, settings: this.side.settings });
      await this.show(id);
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }

  async stop(id: ComparisonId): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    try {
      await client.whatIf.stop.mutate({ projectId, id });
      await this.load();
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }
}
