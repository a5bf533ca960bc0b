import type { NotifyByMail } from '../../domain/inbox/views.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Client } from '../live/client.ts';

/** The signed-in agent's own settings. Each is kept the moment it is chosen. */
export class Account {
  notifyByMail = $state<NotifyByMail | null>(null);
  failure = $state.raw<Failure | null>(null);

  constructor(private readonly client: Client) {}

  async load(): Promise<void> {
    this.failure = null;
    try {
      this.notifyByMail = (await this.client.account.get.query()).notifyByMail;
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /** @returns what went wrong, or null; then the choice is the old one again. */
  async choose(wish: NotifyByMail): Promise<Failure | null> {
    const before = this.notifyByMail;
    this.notifyByMail = wish;
    try {
      await this.client.account.save.mutate({ notifyByMail: wish });
      return null;
    } catch (error) {
      this.notifyByMail = before;
      return failureOf(error);
    }
  }
}
