import { hideFirstSteps, readFirstSteps } from '../../../db/project/first-steps.ts';
import { Refusal } from '../../../domain/errors.ts';
import { stepsDone } from '../../../domain/project/first-steps.ts';
import { ownOrigins } from '../../http/own-origins.ts';
import { createProvider } from '../../mail/provider/provider.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

/** What a new project does first, for whoever may change its settings. */
export const firstStepsRouter = router({
  get: projectProcedure.query(async ({ ctx: { db, config, projectId } }) => {
    const found = await readFirstSteps(db, { projectId, ownOrigins: ownOrigins(config.publicUrl) });
    if (!found) throw new Refusal('not_found');
    const { hidden, widgetKey, ...facts } = found;
    return {
      hidden,
      done: stepsDone({ ...facts, provider: !createProvider(config.mail).standIn }),
      /** Where the assistant can be tried; null: this installation shows no such page. */
      demo: config.demoPage ? `/demo?project=${widgetKey}` : null,
    };
  }),

  dismiss: projectProcedure.mutation(({ ctx: { db, projectId } }) =>
    hideFirstSteps(db, { projectId, hidden: true }),
  ),

  show: projectProcedure.mutation(({ ctx: { db, projectId } }) =>
    hideFirstSteps(db, { projectId, hidden: false }),
  ),
});
