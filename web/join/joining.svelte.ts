import type { Router } from '../app/router.svelte.ts';
import type { Session } from '../app/session.svelte.ts';
import type { Client } from '../live/client.ts';
import { failureOf, type Failure } from '../live/failure.ts';

type Invitation = Awaited<ReturnType<Client['invitation']['get']['query']>>;

interface Deps {
  client: Client;
  session: Session;
  router: Router;
  token: string;
}

/** One invitation, from its link to the inbox. */
export class Joining {
  invitation = $state.raw<Invitation | null>(null);
  /** Why the link leads nowhere. */
  ended = $state.raw<Failure | null>(null);
  busy = $state(false);
  /** A link of its own is on its way to the address. */
  mailed = $state(false);
  private readonly signedInAs = $derived.by(() => {
    const { standing } = this.deps.session;
    return standing.is === 'in' ? standing.me.agent.email.toLowerCase() : null;
  });
  /** What is to be done here. */
  readonly next = $derived.by((): 'signOut' | 'join' | 'signIn' | 'begin' | 'prove' => {
    const { signedInAs, invitation } = this;
    if (signedInAs) return signedInAs === invitation?.email ? 'join' : 'signOut';
    if (invitation?.hasAccount === null) return 'prove';
    return invitation?.hasAccount ? 'signIn' : 'begin';
  });

  constructor(private readonly deps: Deps) {}

  async load(): Promise<void> {
    const { client, token } = this.deps;
    this.ended = null;
    try {
      this.invitation = await client.invitation.get.query({ token });
    } catch (error) {
      this.ended = failureOf(error);
    }
  }

  /** With a new account. @returns what went wrong, or null. */
  begin(given: { name: string; password: string }): Promise<Failure | null> {
    const { client, session, token } = this.deps;
    return this.enter(async () => {
      const { email, projectId } = await client.invitation.accept.mutate({ token, ...given });
      const problem = await session.signIn(client, { email, password: given.password });
      // The account is there: whoever cannot enter now signs in later.
      if (problem) await this.deps.router.go('/sign-in', { replace: true });
      return projectId;
    });
  }

  /** Asks for a link by mail, since this one was passed on. @returns what went wrong, or null. */
  async prove(): Promise<Failure | null> {
    if (this.busy) return null;
    this.busy = true;
    try {
      await this.deps.client.invitation.prove.mutate({ token: this.deps.token });
      this.mailed = true;
      return null;
    } catch (error) {
      return failureOf(error);
    } finally {
      this.busy = false;
    }
  }

  /** With the account one is signed in with. */
  join(): Promise<Failure | null> {
    const { client, session, token } = this.deps;
    return this.enter(async () => {
      const { projectId } = await client.invitation.join.mutate({ token });
      await session.load(client);
      return projectId;
    });
  }

  private async enter(act: () => Promise<Parameters<Session['chooseProject']>[0]>): Promise<Failure | null> {
    if (this.busy) return null;
    this.busy = true;
    try {
      this.deps.session.chooseProject(await act());
      await this.deps.router.go('/', { replace: true });
      return null;
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code.startsWith('invitation_')) this.ended = failure;
      if (failure.code === 'account_exists' || failure.code === 'prove_address') await this.load();
      return failure;
    } finally {
      this.busy = false;
    }
  }
}
