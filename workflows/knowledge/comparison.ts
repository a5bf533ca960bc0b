import { proxyActivities, setCurrentDetails } from '@temporalio/workflow';
import type { Activities } from '../../activities/activities.ts';
import type { EvaluationWorkflows } from '../../domain/evaluations/evaluation-workflows.ts';

/** What has an answer stands in the database, so a batch may be begun again at any moment. */
const work = proxyActivities<Pick<Activities, 'compareQuestions' | 'endComparison'>>({
  startToCloseTimeout: '5 minutes',
  heartbeatTimeout: '6 seconds',
  retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '1 minute' },
});

/** Real questions of a project, chosen when it was begun, asked again as customers are answered now and in another way, each once on each side. */
export async function comparison(...[{ id }]: Parameters<EvaluationWorkflows['comparison']>): Promise<void> {
  try {
    for (let left = 1; left > 0;) {
      ({ left } = await work.compareQuestions({ id }));
      setCurrentDetails(`${left} left`);
    }
  } finally {
    // Also what the database refuses for good ends: nobody watches it run for ever.
    await work.endComparison({ id });
  }
}
