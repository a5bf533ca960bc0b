import type { AgentId, ProjectId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import { dayBegins, localDay } from '../app/time.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import { browserStanding, subscriptionHere, turnOffHere, turnOnHere } from '../live/this-browser.ts';

type Known = Awaited<ReturnType<Client['notices']['get']['query']>>;

const NIGHT = { from: '22:00', until: '07:00' };
const zoneHere = () => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What the signed-in agent hears of, being changed. */
export class NoticeForm {
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  failure = $state.raw<Failure | null>(null);
  saving = $state(false);
  readonly wish = $state({
    ...{ hears: true, mail: true, push: true, sound: true },
    ...{ isQuiet: false, ...NIGHT, timeZone: zoneHere(), isAway: false, awayUntil: '' },
  });
  browsers = $state.raw<Known['browsers']>([]);
  /** Where this browser is reached; null: notices are off in it. */
  endpoint = $state<string | null>(null);
  private publicKey = '';
  private saved = $state('');
  readonly changed = $derived(this.phase === 'ready' && this.saved !== JSON.stringify(this.wish));
  readonly isOnHere = $derived(this.browsers.some(({ endpoint }) => endpoint === this.endpoint));

  constructor(private readonly deps: { client: Client; projectId: ProjectId; agentId: AgentId }) {}

  async load(): Promise<void> {
    try {
      const known = await this.read();
      this.take(known);
      this.phase = 'ready';
    } catch (error) {
      this.failure = failureOf(error);
      this.phase = 'failed';
    }
  }

  async save(): Promise<Failure | null> {
    const { client, projectId } = this.deps;
    const { hears, mail, push, sound, isQuiet, from, until, timeZone, isAway, awayUntil } = this.wish;
    const quiet = isQuiet ? { from, until } : null;
    const away = isAway ? { until: dayBegins(awayUntil) ?? null } : null;
    this.saving = true;
    try {
      await client.notices.save.mutate({ projectId, hears, mail, push, sound, quiet, away, timeZone });
      this.saved = JSON.stringify(this.wish);
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.saving = false;
    }
  }

  /** @returns how it ended, in words; null: notices are on here. */
  async turnOn(): Promise<string | null> {
    try {
      const agreed = await turnOnHere(this.deps, this.publicKey);
      await this.read();
      if (agreed) return null;
      return browserStanding() === 'forbidden'
        ? 'This browser forbids notifications from here now.'
        : 'The browser was not allowed to. Ask again when you like.';
    } catch (error) {
      return error instanceof DOMException
        ? `This browser’s push service did not answer: ${error.message}`
        : failureOf(error).words;
    }
  }

  async turnOff(id: Known['browsers'][number]['id'], endpoint: string): Promise<string | null> {
    const { client, projectId } = this.deps;
    try {
      if (endpoint === this.endpoint) await turnOffHere();
      await client.notices.turnOff.mutate({ projectId, id });
      await this.read();
      return null;
    } catch (error) {
      return failureOf(error).words;
    }
  }

  async test(): Promise<string> {
    const { client, projectId } = this.deps;
    try {
      const results = await client.notices.sendTest.mutate({ projectId });
      await this.read();
      const problem = results.find((each) => each.problem)?.problem;
      return problem ?? `Sent to ${results.length === 1 ? 'one browser' : `${results.length} browsers`}.`;
    } catch (error) {
      return failureOf(error).words;
    }
  }

  private async read(): Promise<Known> {
    const { client, projectId } = this.deps;
    const known = await client.notices.get.query({ projectId });
    this.browsers = known.browsers;
    this.publicKey = known.publicKey;
    this.endpoint = (await subscriptionHere())?.endpoint ?? null;
    return known;
  }

  private take({ hears, roads, quiet, awayUntil }: Known): void {
    const until = awayUntil && awayUntil !== 'forever' ? localDay(awayUntil) : '';
    const isAway = awayUntil !== null;
    Object.assign(this.wish, {
      hears,
      ...roads,
      isQuiet: quiet !== null,
      ...quiet,
      isAway,
      awayUntil: until,
    });
    this.saved = JSON.stringify(this.wish);
  }
}
