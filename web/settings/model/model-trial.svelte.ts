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
  testing = $state(false);
  result = $state.raw<Tested | null>(null);

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    this.failure = null;
    try {
      this.info = await client.model.get.query({ projectId });
      this.model ||= this.info?.model ?? '';
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
    const { client, projectId } = this.deps;
    if (!this.info) return null;
    try {
      await client.model.forget.mutate({ projectId, model: this.info.model });
      this.info = await client.model.get.query({ projectId });
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }

  private async list(): Promise<void> {
    const { client, projectId } = this.deps;
    const found = await client.model.list.query({ projectId });
    if ('problem' in found) this.listProblem = found.problem;
    else this.names = found.value;
  }
}
