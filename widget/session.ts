import { CallError, type Rpc } from './rpc.ts';
import type { Store } from './storage.ts';

const KEPT_AS = 'token';

/** A visitor's right to their own conversation, begun with the first thing said. */
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
    this.beginning ??= this.deps.rpc
      .mutate('begin', { widgetKey: this.deps.widgetKey })
      .then(({ token }) => {
        this.deps.store.write(KEPT_AS, token);
        return token;
      })
      .finally(() => (this.beginning = null));
    return this.beginning;
  }
}
