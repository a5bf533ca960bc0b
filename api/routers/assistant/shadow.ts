import { z } from 'zod';
import { listPairs, markPair, readPairs } from '../../../db/assistant/read-agreement.ts';
import { findProject } from '../../../db/project/projects.ts';
import { summarizeAgreement } from '../../../domain/assistant/modes/summarize-agreement.ts';
import { idSchema } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

/** A screen of pairs; the newest say most. */
const MOST_SHOWN = 50;

const topic = z.union([idSchema('tag'), idSchema('art')]).nullable();

/** What the assistant would have said, beside what agents said. */
export const shadowRouter = router({
  /** How often both agreed, all together and by topic; `isOn`: more is being compared. */
  rates: projectProcedure.query(async ({ ctx: { db, projectId } }) => {
    const project = await findProject(db, projectId);
    if (!project) throw new Refusal('not_found');
    const isOn = project.chatMode === 'shadow' || project.mailMode === 'shadow';
    return { isOn, ...summarizeAgreement(await listPairs(db, projectId)) };
  }),

  /** The newest pairs of a topic; null: of those about nothing that has a name. */
  pairs: projectProcedure.input(z.object({ topic })).query(async ({ ctx, input }) => {
    const { db, projectId } = ctx;
    const ids = (await listPairs(db, projectId))
      .filter(({ topics }) =>
        input.topic === null ? topics.length === 0 : topics.some(({ id }) => id === input.topic),
      )
      .map(({ answerId }) => answerId);
    return readPairs(db, { projectId, ids: ids.slice(0, MOST_SHOWN) });
  }),

  /** Whoever has read both knows better than the measure; null: as it was measured. */
  mark: projectProcedure
    .input(z.object({ answerId: idSchema('msg'), agrees: z.boolean().nullable() }))
    .mutation(async ({ ctx, input }) => {
      const { db, projectId, agent } = ctx;
      if (!(await markPair(db, { ...input, projectId, agentId: agent.id }))) throw new Refusal('not_found');
    }),
});
