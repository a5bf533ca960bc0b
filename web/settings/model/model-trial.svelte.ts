import type { ProjectId } from '../../../domain/ids.ts';
import type { Client } from '../../live/client.ts';
import { failureOf, type Failure } from '../../live/failure.ts';

export type ModelInfo = Awaited<ReturnType<Client['model']['get']['query']>>;
type Tested = Awaited<ReturnType<Client['model']['test']['mutate']>>;

/** What is known of a project's model, and one question to try it with. */
export class ModelTrial {
  info = $state.raw<ModelInfo>(null);
  loaded = $state(false);
  failure = $state.raw<Failure | null>(null);
  names = $state.raw<string[] | null>(null);
  /** Why something is not known, in words. */
  listProblem = $state<string | null>(null);
  question = $state('In one sentence: what can you help with?');
  model = $state('');
  /** By hand, of a million tokens. */
  price = $state<{ input: number | null; output: number | null }>({ input: null, output: null });
  testing = $state(false);
  result = $state.raw<Tested | null>(null);

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    this.failure = null;
    try {
      this.info = await client.model.get.query({ projectId });
      this.model ||= this.info?.model ?? '';
      this.price = { input: this.info?.price?.input ?? null, output: this.info?.price?.output ?? null };
      this.loaded = true;
      if (this.info) await this.list();
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  async test(): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    this.testing = true;
    this.result = null;
    try {
      this.result = await client.model.test.mutate({ projectId, model: this.model, question: this.question });
      this.info = await client.model.get.query({ projectId });
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.testing = false;
    }
  }

  async forget(): Promise<Failure | null> {
    const { model } = this.info ?? {};
    return this.change(async ({ client, projectId }) => {
      if (model) await client.model.forget.mutate({ projectId, model });
    });
  }

  /** Half a price would be a wrong one. */
  priceProblem(): Failure | null {
    const { input, output } = this.price;
    if ((input === null) === (output === null)) return null;
    const words = 'Enter both prices, or none.';
    return { code: 'bad_input', words, field: input === null ? 'input' : 'output' };
  }

  /** Both empty: as listed. */
  async setPrice(): Promise<Failure | null> {
    const { input, output } = this.price;
    const price = input === null && output === null ? null : { input: input ?? 0, output: output ?? 0 };
    return this.change(async ({ client, projectId }) => {
      await client.model.setPrice.mutate({ projectId, price });
    });
  }

  private async change(act: (deps: { client: Client; projectId: ProjectId }) => Promise<void>) {
    const { client, projectId } = this.deps;
    try {
      await act(this.deps);
      this.info = await client.model.get.query({ projectId });
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }

  private async list(): Promise<void> {
    const { client, projectId } = this.deps;
    this.listProblem = null;
    try {
      const found = await client.model.list.query({ projectId });
      if ('problem' in found) this.listProblem = found.problem;
      else this.names = found.value;
    } catch (error) {
      // Everything else on the page is known all the same.
      this.listProblem = failureOf(error).words;
    }
  }
}
