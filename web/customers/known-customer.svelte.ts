import type { Attribute } from '../../domain/customers/attribute.ts';
import type { CustomerDetail } from '../../domain/customers/customer-view.ts';
import type { CustomerId, ProjectId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';

type Change = Parameters<Client['customers']['save']['mutate']>[0]['change'];

/** Somebody who was merged here a moment ago. */
export interface JustMerged {
  id: CustomerId;
  called: string;
}

/** One customer with what is known of them, as it is changed here and elsewhere. */
export class KnownCustomer {
  detail = $state.raw<CustomerDetail | null>(null);
  attributes = $state.raw<Attribute[]>([]);
  failure = $state.raw<Failure | null>(null);
  justMerged = $state.raw<JustMerged | null>(null);
  private request = 0;

  constructor(
    private readonly deps: { client: Client; projectId: ProjectId },
    readonly asked: CustomerId,
  ) {}

  /** Somebody changed something of this customer, or of any. */
  hear(id: CustomerId | null): void {
    const ids = [this.asked, this.detail?.id, ...(this.detail?.merged ?? []).map((each) => each.id)];
    if (id === null || !this.detail || ids.includes(id)) void this.load();
  }

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    const request = ++this.request;
    try {
      const [detail, attributes] = await Promise.all([
        client.customers.get.query({ projectId, id: this.asked }),
        client.attributes.list.query({ projectId }),
      ]);
      if (request !== this.request) return;
      Object.assign(this, { detail, attributes, failure: null });
    } catch (error) {
      if (request !== this.request) return;
      this.failure = failureOf(error);
      if (this.failure.code === 'not_found') this.detail = null;
    }
  }

  save = (change: Change): Promise<Failure | null> =>
    this.try((id) => this.deps.client.customers.save.mutate({ ...id, change }));

  addAddress = (email: string): Promise<Failure | null> =>
    this.try((id) => this.deps.client.customers.addAddress.mutate({ ...id, email }));

  removeAddress = (email: string): Promise<Failure | null> =>
    this.try((id) => this.deps.client.customers.removeAddress.mutate({ ...id, email }));

  /** Whoever is chosen becomes one with this customer, who stays. */
  async merge(other: JustMerged): Promise<Failure | null> {
    const { client } = this.deps;
    const failure = await this.try(({ projectId, id }) =>
      client.customers.merge.mutate({ projectId, id: other.id, into: id }),
    );
    if (!failure) this.justMerged = other;
    return failure;
  }

  async unmerge(id: CustomerId): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    const failure = await this.try(() => client.customers.unmerge.mutate({ projectId, id }));
    if (!failure) this.justMerged = null;
    return failure;
  }

  /** Mail from every address that one of their conversations answers to. */
  block = (): Promise<Failure | null> =>
    this.try(async () => {
      const all = this.detail?.conversations ?? [];
      const byAddress = Object.fromEntries(all.map(({ email, id }) => [email, id]));
      for (const conversationId of Object.values(byAddress))
        await this.deps.client.blocks.add.mutate({ conversationId, kind: 'sender' });
    });

  private async try(
    work: (of: { projectId: ProjectId; id: CustomerId }) => Promise<unknown>,
  ): Promise<Failure | null> {
    const { projectId } = this.deps;
    try {
      await work({ projectId, id: this.detail?.id ?? this.asked });
      await this.load();
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }
}
