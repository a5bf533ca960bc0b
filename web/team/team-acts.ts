import type { AgentId, InvitationId } from '../../domain/ids.ts';
import type { Role } from '../../domain/project/roles.ts';
import type { AppContext } from '../app/app-context.svelte.ts';
import { failureOf, type Failure } from '../live/failure.ts';

type App = Pick<AppContext, 'client' | 'projectId' | 'team'>;

/** What can be done to a team. Each shows what came of it, and says what went wrong. */
export class TeamActs {
  constructor(private readonly app: App) {}

  changeRole = (agentId: AgentId, role: Role) =>
    this.run(({ client, projectId }) => client.team.changeRole.mutate({ projectId, agentId, role }));

  remove = (agentId: AgentId) =>
    this.run(({ client, projectId }) => client.team.remove.mutate({ projectId, agentId }));

  leave = () => this.run(({ client, projectId }) => client.team.leave.mutate({ projectId }));

  invite = (invited: { emails: string[]; role: Role; mail: boolean }) =>
    this.run(({ client, projectId }) => client.team.invite.mutate({ projectId, ...invited }));

  inviteAgain = (id: InvitationId, { mail }: { mail: boolean }) =>
    this.run(({ client, projectId }) => client.team.inviteAgain.mutate({ projectId, id, mail }));

  revoke = (id: InvitationId) =>
    this.run(({ client, projectId }) => client.team.revoke.mutate({ projectId, id }));

  requireSecondStep = (required: boolean) =>
    this.run(({ client, projectId }) => client.team.requireSecondStep.mutate({ projectId, required }));

  private async run<Done>(
    act: (app: App) => Promise<Done>,
  ): Promise<{ done: Done; failure: null } | { done: null; failure: Failure }> {
    try {
      return { done: await act(this.app), failure: null };
    } catch (error) {
      return { done: null, failure: failureOf(error) };
    } finally {
      void this.app.team.load();
    }
  }
}
