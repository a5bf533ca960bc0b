import { countByStatus, type Check } from '../../../domain/doctor/check.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import { failureOf, type Failure } from '../../live/failure.ts';
import type { Client } from '../../live/client.ts';

export type Setup = Awaited<ReturnType<Client['mailSetup']['get']['query']>>;

/** Name servers and the provider are asked each time; whoever corrects a setting there looks here after a moment. */
const EVERY_MS = 20_000;
/** While a test mail is on its way. */
const SOON_MS = 1_000;

/** How a project's mail is set up, looked at again and again while the page is open. */
export class MailSetup {
  setup = $state.raw<Setup | null>(null);
  checks = $state.raw<Check[] | null>(null);
  failure = $state.raw<Failure | null>(null);
  busy = $state<'checking' | 'sending' | 'fetching' | null>(null);
  outcome = $state<string | null>(null);
  readonly counts = $derived(countByStatus(this.checks ?? []));
  readonly onTheWay = $derived(
    this.checks?.some(({ id, status, fix }) => id === 'test-mail' && status === 'attention' && !fix) ?? false,
  );
  private timer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  /** @returns how to stop. */
  follow(): () => void {
    this.stopped = false;
    void this.look();
    return () => {
      this.stopped = true;
      clearTimeout(this.timer);
    };
  }

  check = () => this.during('checking', () => this.read());

  sendTest = () =>
    this.during('sending', async () => {
      const { client, projectId } = this.deps;
      await client.mailSetup.sendTest.mutate({ projectId });
      await this.read();
      this.later();
      return null;
    });

  fetchMissed = () =>
    this.during('fetching', async () => {
      const { client, projectId } = this.deps;
      const { taken, posted, left } = await client.mailSetup.fetchMissed.mutate({ projectId });
      await this.read();
      return fetchedWords({ taken, posted, left });
    });

  async saveSenderName(senderName: string): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    try {
      await client.mailSetup.saveSenderName.mutate({ projectId, senderName });
      if (this.setup) this.setup = { ...this.setup, senderName: senderName.trim() };
      return null;
    } catch (error) {
      return failureOf(error);
    }
  }

  private async during(busy: 'checking' | 'sending' | 'fetching', act: () => Promise<string | null | void>) {
    if (this.busy) return;
    this.busy = busy;
    this.outcome = null;
    try {
      this.outcome = (await act()) ?? null;
    } catch (error) {
      this.outcome = failureOf(error).words;
    } finally {
      this.busy = null;
    }
  }

  private async look(): Promise<void> {
    if (document.visibilityState === 'visible' || !this.checks) {
      await this.read().catch((error: unknown) => {
        if (!this.checks) this.failure = failureOf(error);
      });
    }
    this.later();
  }

  private later(): void {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => void this.look(), this.onTheWay ? SOON_MS : EVERY_MS);
  }

  private async read(): Promise<void> {
    const { client, projectId } = this.deps;
    const [setup, checks] = await Promise.all([
      client.mailSetup.get.query({ projectId }),
      client.mailSetup.checks.query({ projectId }),
    ]);
    this.setup = setup;
    this.checks = checks;
    this.failure = null;
  }
}

function fetchedWords({ taken, posted, left }: { taken: number; posted: number; left: number }): string {
  const mails = (count: number) => `${count} ${count === 1 ? 'mail' : 'mails'}`;
  const parts = [
    taken > 0 && `${mails(taken)} fetched.`,
    posted > 0 && `${mails(posted)} with files will be posted again by the provider.`,
    left > 0 && `${mails(left)} could not be taken yet and will be tried again.`,
  ].filter((part) => part !== false);
  return parts.length > 0 ? parts.join(' ') : 'Nothing was missed.';
}
