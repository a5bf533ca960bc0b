import { newId, type ProjectId } from '../../../domain/ids.ts';
import type { Client } from '../../live/client.ts';
import { failureOf, type Failure } from '../../live/failure.ts';

type Row = Awaited<ReturnType<Client['identitySecrets']['list']['query']>>[number];

/** With what a project's site signs who is signed in there, and the one that was made just now. */
export class IdentitySecrets {
  rows = $state.raw<Row[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** Shown until the page is left, and never again. */
  made = $state.raw<string | null>(null);
  private working = false;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    this.failure = null;
    try {
      this.rows = await client.identitySecrets.list.query({ projectId });
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  make(): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.try(async () => {
      this.made = (await client.identitySecrets.add.mutate({ projectId, id: newId('ids') })).secret;
    });
  }

  remove(id: Row['id']): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.try(async () => {
      await client.identitySecrets.remove.mutate({ projectId, id });
      this.made = null;
    });
  }

  private async try(work: () => Promise<void>): Promise<Failure | null> {
    if (this.working) return null;
    this.working = true;
    try {
      await work();
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.working = false;
      await this.load();
    }
  }
}
