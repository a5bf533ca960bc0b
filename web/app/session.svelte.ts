import type { ProjectId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';
import { forgetDrafts, keepDraftsOf } from './reply-draft.ts';
import { failureOf, type Failure } from '../live/failure.ts';

export type Me = Awaited<ReturnType<Client['me']['query']>>;
type Standing =
  | { is: 'unknown' }
  | { is: 'unreachable'; failure: Failure }
  | { is: 'out'; ended: boolean }
  | { is: 'in'; me: Me };

const PROJECT_KEY = 'throughline.project';

/** Who is signed in, and which of their projects is on the screen. */
export class Session {
  standing = $state.raw<Standing>({ is: 'unknown' });
  projectId = $state.raw<ProjectId | null>(null);
  /** The project whose team one was on until a moment ago, while its screen was open. */
  left = $state.raw<{ name: string } | null>(null);

  async load(client: Client): Promise<void> {
    try {
      this.enter(await client.me.query());
    } catch (error) {
      const failure = failureOf(error);
      if (failure.code === 'signed_out') this.expire();
      else if (this.standing.is !== 'in') this.standing = { is: 'unreachable', failure };
    }
  }

  /** Any call may find that the session has ended. */
  expire(): void {
    if (this.standing.is !== 'out') this.standing = { is: 'out', ended: this.standing.is === 'in' };
  }

  /** @returns what went wrong, in words, or null. */
  async signIn(client: Client, credentials: { email: string; password: string }): Promise<string | null> {
    const response = await post('/api/auth/sign-in/email', credentials);
    if (!response?.ok) return (await elsewhere(response)) ?? wordsFor(response);
    await this.load(client);
    return this.standing.is === 'in' ? null : wordsFor(null);
  }

  async signOut(): Promise<boolean> {
    const response = await post('/api/auth/sign-out', {});
    if (response?.ok) {
      forgetDrafts(localStorage);
      this.standing = { is: 'out', ended: false };
      this.left = null;
    }
    return response?.ok ?? false;
  }

  chooseProject(id: ProjectId): void {
    this.left = null;
    this.projectId = id;
    localStorage.setItem(PROJECT_KEY, id);
  }

  private enter(me: Me): void {
    keepDraftsOf(me.agent.id, localStorage);
    this.left = this.leftBy(me) ?? this.left;
    const known = me.projects.find(({ id }) => id === (this.projectId ?? localStorage.getItem(PROJECT_KEY)));
    this.projectId = (known ?? me.projects[0])?.id ?? null;
    this.standing = { is: 'in', me };
  }

  private leftBy(me: Me): { name: string } | null {
    if (this.standing.is !== 'in' || this.standing.me.agent.id !== me.agent.id) return null;
    const shown = this.standing.me.projects.find(({ id }) => id === this.projectId);
    return shown && !me.projects.some(({ id }) => id === shown.id) ? shown : null;
  }
}

/** The api answers so when this page was not opened at the installation's own address. */
async function elsewhere(response: Response | null): Promise<string | null> {
  if (response?.status !== 403) return null;
  const answer = (await response.json().catch(() => null)) as { publicUrl?: string } | null;
  if (!answer?.publicUrl) return null;
  return `Nobody can sign in at ${location.origin}. Open ${answer.publicUrl} instead; PUBLIC_URL sets this address.`;
}

function wordsFor(response: Response | null): string {
  if (response?.status === 429) return 'Too many tries. Wait a minute, then try again.';
  if (response && response.status < 500) return 'This email and password do not match.';
  return 'Throughline cannot be reached right now. Check your connection, then try again.';
}

async function post(path: string, body: object): Promise<Response | null> {
  const headers = { 'content-type': 'application/json' };
  return fetch(path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(() => null);
}
