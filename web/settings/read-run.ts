import type { EvaluationId, ProjectId } from '../../domain/ids.ts';
import type { Client } from '../live/client.ts';

export interface RunSoFar {
  ended: boolean;
  words: string;
}

/** How a run of the test questions goes, in a sentence; null: that is not known at the moment. */
export async function readRun(
  { client, projectId }: { client: Client; projectId: ProjectId },
  id: EvaluationId,
): Promise<RunSoFar | null> {
  const listed = await client.tests.list.query({ projectId }).catch(() => null);
  const run = listed?.runs.find((each) => each.id === id);
  if (!listed || !run) return null;
  const { total, passed, better, worse, endedAt } = run;
  if (endedAt === null) return { ended: false, words: `${total} of ${listed.questions.length} asked.` };
  const changes = [better > 0 && `${better} better than before`, worse > 0 && `${worse} worse`].filter(
    (each) => each !== false,
  );
  const words = [`${passed} of ${total} as expected`, ...changes].join(', ');
  return { ended: true, words: `${words}.` };
}
