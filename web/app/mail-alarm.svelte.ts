import type { ProjectId } from '../../domain/ids.ts';
import type { Client } from '../client.ts';

/** It speaks of hours and days. */
const EVERY_MS = 5 * 60_000;

/** Whether mail seems not to arrive, asked now and then. */
export class MailAlarm {
  words = $state<string | null>(null);

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  /** @returns how to stop. */
  follow(): () => void {
    const { client, projectId } = this.deps;
    const look = async () => {
      this.words = await client.mailSetup.alarm.query({ projectId }).catch(() => this.words);
    };
    void look();
    const timer = setInterval(() => void look(), EVERY_MS);
    return () => clearInterval(timer);
  }
}
