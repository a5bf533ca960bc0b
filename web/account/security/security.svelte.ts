import { askAuth, type AuthAnswer } from '../../live/ask-auth.ts';
import type { Client } from '../../live/client.ts';
import { failureOf, type Failure } from '../../live/failure.ts';

export type Ways = Awaited<ReturnType<Client['account']['security']['query']>>;

/** What the api's refusal asks for. */
const PROOFS = { NOT_FRESH: 'anything', NOT_STRONG: 'passkey' } as const;

/** By what the signed-in agent proves who they are, and where they are signed in. */
export class Security {
  ways = $state.raw<Ways | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** By what somebody has to say who they are once more before what they asked for is done. */
  asking = $state<'anything' | 'passkey' | null>(null);
  private answerProof: (proven: boolean) => void = () => {};

  constructor(private readonly client: Client) {}

  async load(): Promise<void> {
    this.failure = null;
    try {
      this.ways = await this.client.account.security.query();
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /** Asks for something dangerous; where the sign-in is too old for it, once more after the agent proved who they are. */
  async askFresh(path: string, body?: object): Promise<AuthAnswer> {
    const answer = await askAuth(path, body);
    if (answer.ok || !(answer.code in PROOFS)) return answer;
    return (await this.proven(PROOFS[answer.code as keyof typeof PROOFS])) ? askAuth(path, body) : answer;
  }

  prove(proven: boolean): void {
    this.asking = null;
    this.answerProof(proven);
  }

  private proven(by: 'anything' | 'passkey'): Promise<boolean> {
    this.asking = by;
    return new Promise((resolve) => (this.answerProof = resolve));
  }
}
