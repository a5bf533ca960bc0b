import type { AgentId, ProjectId } from '../../domain/ids.ts';
import type { Invitation, TeamMember } from '../../domain/inbox/views.ts';
import { failureOf, type Failure } from '../live/failure.ts';
import type { Client } from '../live/client.ts';

/** Who works for the project, who did, and who may join. */
export class Team {
  members = $state.raw<TeamMember[]>([]);
  invitations = $state.raw<Invitation[]>([]);
  failure = $state.raw<Failure | null>(null);
  /** A password alone lets nobody in. */
  requiresSecondStep = $state(false);
  loaded = $state(false);
  private former = $state.raw<Pick<TeamMember, 'id' | 'name'>[]>([]);

  constructor(private readonly deps: { client: Client; projectId: ProjectId }) {}

  async load(): Promise<void> {
    const { client, projectId } = this.deps;
    try {
      const { members, former, invitations, requiresSecondStep } = await client.team.list.query({
        projectId,
      });
      this.members = members;
      this.former = former;
      this.invitations = invitations;
      this.requiresSecondStep = requiresSecondStep;
      this.failure = null;
      this.loaded = true;
    } catch (error) {
      this.failure = failureOf(error);
    }
  }

  /** Of a member, or of somebody who was one. */
  nameOf(id: AgentId): string | undefined {
    return (this.members.find((each) => each.id === id) ?? this.former.find((each) => each.id === id))?.name;
  }
}
