import { setTimeout } from 'node:timers/promises';
import type { Database } from '../../db/connection/database.ts';
import { passageTexts } from '../../db/evaluations/passage-texts.ts';
import { findProject } from '../../db/project/projects.ts';
import { NOTHING_ASKED } from '../../domain/assistant/evidence.ts';
import type { Trial, TrialAnswer, TrialOutcome, TrialSettings } from '../../domain/evaluations/trial.ts';
import type { Answer, Assistant, Question } from '../assistant/assistant.ts';
import { ModelFailure } from '../assistant/model/model-failure.ts';

export interface TrialDependencies {
  db: Database;
  assistant: Assistant;
}

/** Asked once more after what passes; whoever looks at the page need not wait for a third time. */
const MOST_TRIES = 2;
const AGAIN_AFTER_MS = 1_000;
const LONGEST_WAIT_MS = 5_000;

/** Asks as a customer would, with other settings, and keeps nothing: no conversation, no report. It counts towards the project's day. */
export async function askTrial(
  deps: TrialDependencies,
  { projectId, settings, turns, reader }: Trial,
  signal: AbortSignal,
): Promise<TrialOutcome> {
  const project = await findProject(deps.db, projectId);
  if (!project) return { problem: 'The project is gone.' };
  const prompts: TrialAnswer['prompt'][] = [];
  const ask = () =>
    deps.assistant.answer(
      { ...questionOf(project, settings, turns), ...reader },
      {
        onText: () => undefined,
        onAsked: (messages) => prompts.push(messages.map(({ role, content }) => ({ role, text: content }))),
        signal,
      },
    );
  const answered = await askPatiently(ask, signal);
  if ('problem' in answered) return answered;
  const { answer } = answered;
  if (answer.budget) return { problem: USED_UP, isCeiling: true };
  return { answer: await shownOf(deps, { projectId, answer, prompt: prompts[0] ?? [] }) };
}

const USED_UP = 'The project’s budget of today is used up. Raise it in Settings, or wait until tomorrow.';

function questionOf(
  project: Question['project'],
  { model, systemPrompt, language, draftDocs }: TrialSettings,
  turns: Question['turns'],
): Question {
  return {
    project: {
      ...project,
      model: model ?? project.model,
      systemPrompt: systemPrompt ?? project.systemPrompt,
      // The price that the team wrote down is of the live model.
      ...(model !== null && model !== project.model && { modelPrice: null }),
    },
    turns,
    withDrafts: draftDocs,
    ...(language && { language }),
  };
}

async function askPatiently(
  ask: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<{ answer: Answer } | { problem: string }> {
  for (let tries = 1; ; tries++) {
    try {
      return { answer: await ask() };
    } catch (error) {
      if (!(error instanceof ModelFailure)) throw error;
      if (!error.retryable || tries >= MOST_TRIES) return { problem: error.message };
      await setTimeout(Math.min(error.retryAfterMs ?? AGAIN_AFTER_MS, LONGEST_WAIT_MS), undefined, {
        signal,
      });
    }
  }
}

async function shownOf(
  { db }: Pick<TrialDependencies, 'db'>,
  {
    projectId,
    answer,
    prompt,
  }: { projectId: Trial['projectId']; answer: Answer; prompt: TrialAnswer['prompt'] },
): Promise<TrialAnswer> {
  const { text, outcome, reason, citations, evidence = NOTHING_ASKED } = answer;
  const texts = await passageTexts(db, {
    projectId,
    ids: evidence.passages.map(({ passageId }) => passageId),
  });
  const used = new Set(citations.map(({ passageId }) => passageId));
  const passages = evidence.passages.map((each) => ({
    ...each,
    text: texts.get(each.passageId) ?? '',
    used: used.has(each.passageId),
  }));
  return { text, outcome, reason, citations, evidence, passages, prompt };
}
