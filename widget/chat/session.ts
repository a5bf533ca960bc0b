import { pause } from './backoff.ts';
import { exclusively } from '../page/exclusively.ts';
import { storageKey } from '../page/launch.ts';
import { CallError, type Rpc } from './rpc.ts';
import type { Store } from '../page/storage.ts';

const KEPT_AS = 'token';
/** Until what one tab wrote is seen by the others, where they cannot wait for each other. */
const SETTLED_MS = 100;

/** A visitor's right to their own conversation, begun with the first thing said in any of their tabs. */
export class Session {
  private beginning: Promise<string> | null = null;

  constructor(private readonly deps: { rpc: Rpc; store: Store; widgetKey: string; lost(): void }) {}

  get token(): string | null {
    const token = this.deps.store.read(KEPT_AS);
    return typeof token === 'string' ? token : null;
  }

  /** Makes a call in this session, which begins when there is none. A session the api no longer knows is forgotten. */
  async use<Output>(call: (token: string) => Promise<Output>): Promise<Output> {
    const token = this.token ?? (await this.begin());
    try {
      return await call(token);
    } catch (error) {
      if (!(error instanceof CallError) || error.refusal !== 'visitor_unknown') throw error;
      this.forget(token);
      throw new CallError('try_again', error.message);
    }
  }

  forget(token: string): void {
    if (this.token === token) this.deps.store.write(KEPT_AS, undefined);
    this.deps.lost();
  }

  private begin(): Promise<string> {
    const { widgetKey } = this.deps;
    this.beginning ??= exclusively(storageKey(widgetKey, KEPT_AS), () => this.ask()).finally(
      () => (this.beginning = null),
    );
    return this.beginning;
  }

  /** Whatever another tab has got meanwhile is the session of both. */
  private async ask(): Promise<string> {
    if (this.token) return this.token;
    const { rpc, store, widgetKey } = this.deps;
    const { token } = await rpc.mutate('begin', { widgetKey });
    if (!this.token) store.write(KEPT_AS, token);
    if (!navigator.locks) await pause(SETTLED_MS);
    return this.token ?? token;
  }
}
