import { askAuth, type AuthAnswer } from '../../live/ask-auth.ts';

/** What the password is asked for. */
export type Wish = 'setUp' | 'newCodes' | 'turnOff';

type Stage =
  | { is: 'quiet' }
  | { is: 'asking'; wish: Wish }
  /** The authenticator has the secret, and has not shown yet that it works. */
  | { is: 'verifying'; uri: string; codes: string[] }
  /** They are shown this once. */
  | { is: 'codes'; codes: string[] };

interface Deps {
  /** Asks for it, after the agent said by a passkey who they are where the password is not enough. */
  ask(path: string, body: object): Promise<AuthAnswer>;
  /** Turning it on or off begins a new session in place of this one. */
  renew(act: () => Promise<AuthAnswer>): Promise<AuthAnswer>;
  reload(): Promise<void>;
}

/** Setting the second step up, making new recovery codes, or turning it off. Each act returns what went wrong, or null. */
export class SecondStep {
  stage = $state.raw<Stage>({ is: 'quiet' });
  outcome = $state('');

  constructor(private readonly deps: Deps) {}

  begin(wish: Wish): void {
    this.outcome = '';
    this.stage = { is: 'asking', wish };
  }

  cancel(): void {
    this.stage = { is: 'quiet' };
  }

  async answer(wish: Wish, password: string): Promise<string | null> {
    if (wish === 'turnOff') return this.turnOff(password);
    const path = wish === 'setUp' ? '/two-factor/enable' : '/two-factor/generate-backup-codes';
    const answer = await this.deps.ask(path, { password });
    if (!answer.ok) return answer.words;
    const { totpURI, backupCodes } = answer.body as { totpURI?: string; backupCodes: string[] };
    this.stage = totpURI
      ? { is: 'verifying', uri: totpURI, codes: backupCodes }
      : { is: 'codes', codes: backupCodes };
    return null;
  }

  /** The first code that it shows proves that the authenticator works; only then is it asked for at sign-in. */
  async verify(code: string): Promise<string | null> {
    const { stage } = this;
    if (stage.is !== 'verifying') return null;
    const answer = await this.deps.renew(() => askAuth('/two-factor/verify-totp', { code }));
    if (!answer.ok) return answer.words;
    this.stage = { is: 'codes', codes: stage.codes };
    await this.deps.reload();
    return null;
  }

  finish(): void {
    this.stage = { is: 'quiet' };
    this.outcome = 'Your next sign-in by password asks for a code.';
  }

  private async turnOff(password: string): Promise<string | null> {
    const answer = await this.deps.renew(() => askAuth('/two-factor/disable', { password }));
    if (!answer.ok) return answer.words;
    this.stage = { is: 'quiet' };
    this.outcome = 'The second step is off. Your recovery codes are worth nothing any more.';
    await this.deps.reload();
    return null;
  }
}
