import { pause } from './backoff.ts';
import { exclusively } from '../page/exclusively.ts';
import { storageKey } from '../page/launch.ts';
import { CallError, type Rpc } from './rpc.ts';
import type { Store } from '../page/storage.ts';

const KEPT_AS = 'token';
/** Until what one tab wrote is seen by the others, where they cannot wait for each other. */
const SETTLED_MS = 100;

/** Whoever is signed in at the page's site. */
export interface Signed {
  /** The widget key and what the site signed. */
  token: string;
  /** The api does not believe it, or not any more. */
  refused(words: string): void;
}

/** A visitor's right to their own conversation, begun with the first thing said in any of their tabs. */
export class Session {
  private beginning: Promise<string> | null = null;

  constructor(
    private readonly deps: {
      rpc: Rpc;
      store: Store;
      widgetKey: string;
      /** Of whoever is signed in at the page's site. */
      signed?: Signed | undefined;
      lost(): void;
    },
  ) {}

  get token(): string | null {
    const token = this.deps.signed?.token ?? this.deps.store.read(KEPT_AS);
    return typeof token === 'string' ? token : null;
  }

  /** Makes a call in this session, which begins when there is none. A session the api no longer knows is forgotten. */
  async use<Output>(call: (token: string) => Promise<Output>): Promise<Output> {
    const token = this.token ?? (await this.begin());
    try {
      return await call(token);
    } catch (error) {
      if (!(error instanceof CallError) || !this.ends(error, token)) throw error;
      const { signed, rpc, widgetKey } = this.deps;
      if (!signed) throw new CallError('try_again', error.message);
      await rpc.mutate('identify', { widgetKey }, token);
      return call(token);
    }
  }

  /** @returns whether it says that this session is over: it is forgotten, and the page has to prove again who is signed in. */
  ends({ refusal, message }: CallError, token: string | null): boolean {
    const { signed, store, lost } = this.deps;
    if (refusal === 'identity_refused') signed?.refused(message);
    if (refusal !== 'visitor_unknown' || !token) return refusal === 'identity_refused';
    if (!signed) {
      if (this.token === token) store.write(KEPT_AS, undefined);
      lost();
    }
    return true;
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
