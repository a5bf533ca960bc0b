import { newId, type ProjectId } from '../../../domain/ids.ts';
import type { WebhookKind } from '../../../domain/notices/webhook-payload.ts';
import type { Client } from '../../live/client.ts';
import { failureOf, type Failure } from '../../live/failure.ts';

type Row = Awaited<ReturnType<Client['webhooks']['list']['query']>>[number];

/** A project's webhooks, and one being added. */
export class Webhooks {
  rows = $state.raw<Row[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  saving = $state(false);
  kind = $state<WebhookKind>('slack');
  url = $state('');
  readonly changed = $derived(this.url !== '');

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    this.failure = null;
    try {
      this.rows = await client.webhooks.list.query({ projectId });
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  async add(): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    const { kind, url } = this;
    this.saving = true;
    const failure = await this.try(() =>
      client.webhooks.add.mutate({ projectId, id: newId('whk'), kind, url }),
    );
    this.saving = false;
    if (!failure) this.url = '';
    return failure;
  }

  remove(id: Row['id']): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    return this.try(() => client.webhooks.remove.mutate({ projectId, id }));
  }

  /** @returns how it ended, in words. */
  async test(id: Row['id']): Promise<string> {
    const { client, projectId } = this.deps;
    let problem: string | null = null;
    const failure = await this.try(async () => {
      problem = (await client.webhooks.sendTest.mutate({ projectId, id })).problem;
    });
    return failure?.words ?? problem ?? 'It was taken. Look in the channel.';
  }

  private async try(work: () => Promise<unknown>): Promise<Failure | null> {
    try {
      await work();
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      await this.load();
    }
  }
}
