import { findProject } from '../../db/project/projects.ts';
import type { ProjectId } from '../../domain/ids.ts';
import { escalatesAgainAt } from '../../domain/project/escalation-moment.ts';
import type { MailDependencies } from '../mail/mail-dependencies.ts';

/** When a conversation that waits since a moment is escalated again, by the settings as they are now; null: never. */
export async function whenToEscalateAgain(
  { db, agentMail }: Pick<MailDependencies, 'db' | 'agentMail'>,
  { projectId, since }: { projectId: ProjectId; since: string },
): Promise<string | null> {
  const project = await findProject(db, projectId);
  return project && escalatesAgainAt(project, since, agentMail.minuteMs);
}
