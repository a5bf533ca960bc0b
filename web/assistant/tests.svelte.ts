import type { EvaluationReason } from '../../domain/evaluations/evaluation.ts';
import type { Expected } from '../../domain/evaluations/expectation.ts';
import { AS_LIVE, type TrialSettings } from '../../domain/evaluations/trial.ts';
import { newId, type EvaluationId, type ProjectId, type TestQuestionId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';

type Listed = Awaited<ReturnType<Client['tests']['list']['query']>>;
export type TestQuestion = Listed['questions'][number];
export type Run = Listed['runs'][number];
export type Result = Awaited<ReturnType<Client['tests']['results']['query']>>[number];

/** The project's test questions, the last runs of them, and what came of one. */
export class Tests {
  questions = $state.raw<TestQuestion[]>([]);
  runs = $state.raw<Run[]>([]);
  nightly = $state(false);
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  results = $state.raw<Result[]>([]);
  private starting = $state(false);
  /** Which run is shown; null: the newest. */
  chosen = $state<EvaluationId | null>(null);

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  get run(): Run | null {
    return this.runs.find(({ id }) => id === this.chosen) ?? this.runs[0] ?? null;
  }

  get running(): boolean {
    return this.starting || this.runs.some(({ endedAt }) => endedAt === null);
  }

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    if (this.phase === 'failed') this.phase = 'loading';
    try {
      const { questions, runs, nightly } = await client.tests.list.query({ projectId });
      Object.assign(this, { questions, runs, nightly });
      const { run } = this;
      const results = run ? await client.tests.results.query({ projectId, id: run.id }) : [];
      if (run?.id === this.run?.id) this.results = results;
      this.phase = 'ready';
      this.failure = null;
    } catch (error) {
      this.failure = failureOf(error);
      // What is known stays on the screen.
      if (this.phase !== 'ready') this.phase = 'failed';
    }
  }

  async show(id: EvaluationId): Promise<void> {
    this.chosen = id;
    await this.load();
  }

  /** @returns the failure, or null. */
  save(text: string, expected: Expected): Promise<Failure | null> {
    return this.keep({ id: newId('tqn'), turns: [{ by: 'customer', text }], expected });
  }

  /** A test that was deleted a moment ago. */
  bringBack = (question: TestQuestion) => this.keep(question);

  private keep({
    id,
    turns,
    expected,
  }: Pick<TestQuestion, 'id' | 'turns' | 'expected'>): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    if (expected.kind === 'article' && expected.articleId === null) return Promise.resolve(null);
    const said = expected.kind === 'article' ? { ...expected, articleId: expected.articleId! } : expected;
    return this.after(client.tests.save.mutate({ projectId, id, turns, expected: said }));
  }

  remove(id: TestQuestionId): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.after(client.tests.remove.mutate({ projectId, id }));
  }

  setNightly(nightly: boolean): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.after(client.tests.setNightly.mutate({ projectId, nightly }));
  }

  async runAll(settings: TrialSettings = AS_LIVE, why: Exclude<EvaluationReason, 'nightly'> = 'asked') {
    // Whoever presses twice means one run.
    if (this.starting) return null;
    this.starting = true;
    const { client, projectId } = this.deps;
    const id = newId('evl');
    const failure = await this.after(client.tests.run.mutate({ projectId, id, why, settings }));
    if (!failure) await this.show(id);
    this.starting = false;
    return failure;
  }

  private async after(change: Promise<unknown>): Promise<Failure | null> {
    try {
      await change;
      await this.load();
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }
}
