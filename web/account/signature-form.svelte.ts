import { failureOf, type Failure } from '../live/failure.ts';
import type { Client } from '../live/client.ts';

/** The agent's signature being changed. */
export class SignatureForm {
  signature = $state('');
  loaded = $state(false);
  saving = $state(false);
  failure = $state.raw<Failure | null>(null);
  private saved = $state('');
  readonly changed = $derived(this.loaded && this.signature !== this.saved);

  constructor(private readonly client: Client) {}

  async load(): Promise<void> {
    this.failure = null;
    try {
      const { signature } = await this.client.account.get.query();
      this.signature = this.saved = signature;
      this.loaded = true;
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  async save(): Promise<Failure | null> {
    const { signature } = this;
    this.saving = true;
    try {
      await this.client.account.save.mutate({ signature });
      this.saved = signature;
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.saving = false;
    }
  }
}
