import type { ProjectId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import { forgetDrafts, keepDraftsOf } from './reply-draft.ts';
import { askAuth, type AuthAnswer } from '../live/ask-auth.ts';
import { authWords } from '../live/auth-words.ts';
import { failureOf, type Failure } from '../live/failure.ts';

export type Me = Awaited<ReturnType<Client['me']['query']>>;
type Standing =
  | { is: 'unknown' }
  | { is: 'unreachable'; failure: Failure }
  | { is: 'out'; ended: boolean }
  | { is: 'in'; me: Me };

/** How signing in went. */
export type SignedIn = { is: 'in' } | { is: 'second_step' } | { is: 'refused'; code: string; words: string };

const PROJECT_KEY = 'throughline.project';

/** Who is signed in, and which of their projects is on the screen. */
export class Session {
  standing = $state.raw<Standing>({ is: 'unknown' });
  projectId = $state.raw<ProjectId | null>(null);
  /** The project that somebody is setting up a second step for: its page stays until they have seen it through. */
  settingUp = $state.raw<ProjectId | null>(null);
  /** Grows whenever somebody came in or left: what was asked before that is answered about who was here then. */
  private turn = 0;
  private renewing = false;
  private endedId: ProjectId | null = null;
  /** The project whose team one was on until a moment ago, while its screen was open. */
  left = $state.raw<{ name: string } | null>(null);

  async load(client: Client): Promise<void> {
    const { turn } = this;
    try {
      const me = await client.me.query();
      if (turn === this.turn) this.enter(me);
    } catch (error) {
      if (turn !== this.turn) return;
      const failure = failureOf(error);
      if (failure.code === 'signed_out') this.expire();
      else if (this.standing.is !== 'in') this.standing = { is: 'unreachable', failure };
    }
  }

  /** To be called with each question to the api. @returns what to do when the answer is that the session has ended. */
  asking(): () => void {
    const { turn } = this;
    return () => turn === this.turn && this.expire();
  }

  private expire(): void {
    if (this.renewing) return;
    if (this.standing.is !== 'out') this.standing = { is: 'out', ended: this.standing.is === 'in' };
  }

  /** What a right password leads to: into the inbox, or to the second step. */
  async signIn(client: Client, credentials: { email: string; password: string }): Promise<SignedIn> {
    return this.arrive(client, await askAuth('/sign-in/email', credentials));
  }

  /** After any answer that may have signed somebody in. */
  async arrive(client: Client, answer: AuthAnswer): Promise<SignedIn> {
    if (!answer.ok) return { is: 'refused', code: answer.code, words: answer.words };
    if (answer.body['twoFactorRedirect'] === true) return { is: 'second_step' };
    await this.load(client);
    return this.standing.is === 'in'
      ? { is: 'in' }
      : { is: 'refused', code: 'UNREACHABLE', words: authWords('UNREACHABLE') };
  }

  /** Some acts end the session and begin another in its place: what finds the old one gone meanwhile has nothing to say. */
  async renew(client: Client, act: () => Promise<AuthAnswer>): Promise<AuthAnswer> {
    this.renewing = true;
    const answer = await act();
    this.renewing = false;
    this.turn++;
    await this.load(client);
    return answer;
  }

  async signOut(): Promise<boolean> {
    const { ok } = await askAuth('/sign-out', {});
    if (ok) {
      forgetDrafts(localStorage);
      this.leave();
      this.left = null;
    }
    return ok;
  }

  /** Signed out from elsewhere, and known to be. */
  leave(): void {
    this.turn++;
    this.standing = { is: 'out', ended: false };
  }

  chooseProject(id: ProjectId): void {
    this.left = null;
    this.settingUp = null;
    this.projectId = id;
    localStorage.setItem(PROJECT_KEY, id);
  }

  /** Whether the project on the screen keeps its agent out until they have taken a second step. */
  get heldBack(): boolean {
    if (this.standing.is !== 'in') return false;
    const shown = this.standing.me.projects.find(({ id }) => id === this.projectId);
    return shown?.heldBack === true || (shown !== undefined && this.settingUp === shown.id);
  }

  private enter(me: Me): void {
    keepDraftsOf(me.agent.id, localStorage);
    this.left = this.leftBy(me) ?? this.left;
    const known = me.projects.find(({ id }) => id === (this.projectId ?? localStorage.getItem(PROJECT_KEY)));
    this.projectId = (known ?? me.projects[0])?.id ?? null;
    if (this.standing.is !== 'in') this.turn++;
    this.standing = { is: 'in', me };
  }

  /** Deleted by whoever is here: they know why it is gone. */
  ended(id: ProjectId): void {
    this.endedId = id;
  }

  private leftBy(me: Me): { name: string } | null {
    if (this.standing.is !== 'in' || this.standing.me.agent.id !== me.agent.id) return null;
    const shown = this.standing.me.projects.find(({ id }) => id === this.projectId);
    if (!shown || shown.id === this.endedId) return null;
    return me.projects.some(({ id }) => id === shown.id) ? null : shown;
  }
}
