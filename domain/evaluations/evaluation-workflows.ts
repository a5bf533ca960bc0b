import type { ComparisonId, ProjectId } from '../ids.ts';
import type { EvaluationStart } from './evaluation.ts';
import type { Trial, TrialOutcome } from './trial.ts';

/** The workflows about trials and test questions, by their names: who begins them and who runs them agree on this. */
export interface EvaluationWorkflows {
  assistantTrial(trial: Trial): Promise<TrialOutcome>;
  evaluation(start: EvaluationStart): Promise<void>;
  nightlyEvaluations(about: { projectId: ProjectId }): Promise<void>;
  comparison(about: { id: ComparisonId }): Promise<void>;
}
