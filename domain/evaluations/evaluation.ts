import type { EvaluationId, ProjectId, TestQuestionId } from '../ids.ts';
import type { TrialSettings } from './trial.ts';

/** Why a project's test questions were run. `change`: before another model, prompt or docs go live. */
export const REASONS = ['asked', 'nightly', 'change'] as const;
export type EvaluationReason = (typeof REASONS)[number];

/** What starts a run of all test questions. */
export interface EvaluationStart {
  id: EvaluationId;
  projectId: ProjectId;
  why: EvaluationReason;
  settings: TrialSettings;
}

export const evaluationWorkflowId = (id: EvaluationId): string => `evaluation/${id}`;
export const nightlyWorkflowId = (id: ProjectId): string => `nightly/${id}`;

/** Whether each test passed. */
export type Passed = ReadonlyMap<TestQuestionId, boolean>;
export type Change = 'better' | 'worse' | 'same' | 'new';

/** How a test did against the run before; null: there was none, or it was not in it. */
export function changeOf(passed: boolean, before: boolean | null | undefined): Change {
  if (before === null || before === undefined) return 'new';
  if (passed === before) return 'same';
  return passed ? 'better' : 'worse';
}

export interface Tally {
  total: number;
  passed: number;
  better: number;
  worse: number;
}

export function tallyOf(now: Passed, before: Passed | null): Tally {
  const changes = [...now].map(([id, passed]) => changeOf(passed, before?.get(id)));
  return {
    total: now.size,
    passed: [...now.values()].filter(Boolean).length,
    better: changes.filter((each) => each === 'better').length,
    worse: changes.filter((each) => each === 'worse').length,
  };
}

/** What a run is held against: the newest one before it that ended and was asked as customers are. @param all newest first. */
export function runBefore<Run extends { id: EvaluationId; why: EvaluationReason; endedAt: string | null }>(
  all: readonly Run[],
  id: EvaluationId,
): Run | null {
  const at = all.findIndex((each) => each.id === id);
  if (at < 0) return null;
  return all.slice(at + 1).find(({ why, endedAt }) => why !== 'change' && endedAt !== null) ?? null;
}
