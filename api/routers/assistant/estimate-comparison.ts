import { listAskedQuestions } from '../../../db/evaluations/asked-questions.ts';
import { readUse } from '../../../db/project/daily-use.ts';
import { findProject } from '../../../db/project/projects.ts';
import { listedPrice } from '../../../domain/assistant/cost.ts';
import { estimateTokens } from '../../../domain/assistant/estimate-tokens.ts';
import { Refusal } from '../../../domain/errors.ts';
import { estimateUse, type Estimate } from '../../../domain/evaluations/estimate.ts';
import type { TrialSettings } from '../../../domain/evaluations/trial.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import type { Context } from '../../rpc/context.ts';

/** What asking real questions again would take, out of what their answers took when they were given. */
export async function estimateComparison(
  { db, config, projectId }: Pick<Context, 'db' | 'config'> & { projectId: ProjectId },
  { model, systemPrompt }: TrialSettings,
): Promise<Estimate> {
  const [project, use, asked] = await Promise.all([
    findProject(db, projectId),
    readUse(db, projectId),
    listAskedQuestions(db, projectId),
  ]);
  if (!project || !use) throw new Refusal('not_found');
  const { used, most } = use;
  const known = {
    ...{ questions: asked.length, from: asked.at(-1)?.at ?? null, until: asked[0]?.at ?? null },
    left: {
      modelCalls: Math.max(0, most.modelCalls - used.modelCalls),
      tokens: Math.max(0, most.tokens - used.tokens),
    },
  };
  if (!config.model) return { ...known, isFree: true, tokens: 0, cost: 0 };
  const liveModel = project.model ?? config.model.model;
  const live = project.modelPrice ?? listedPrice(liveModel);
  const isOther = model !== null && model !== project.model;
  const promptTokens = (prompt: string | null) => estimateTokens(prompt ?? '');
  const more = systemPrompt === null ? 0 : promptTokens(systemPrompt) - promptTokens(project.systemPrompt);
  const prices = { live, other: isOther ? listedPrice(model) : live, more };
  return {
    ...{ ...known, isFree: false },
    ...estimateUse(
      asked.map((each) => each.use),
      prices,
    ),
  };
}
