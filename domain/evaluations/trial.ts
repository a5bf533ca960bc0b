import type { AnswerEvidence, EvidencePassage } from '../assistant/evidence.ts';
import type { ProjectId } from '../ids.ts';
import type { Turn } from '../knowledge/turn.ts';
import type { Language } from '../language/language.ts';
import type { Citation } from '../message.ts';

/** How the assistant is asked, where that differs from what customers get. Plain JSON. */
export interface TrialSettings {
  /** Null: as live. */
  model: string | null;
  /** Null: as live; empty: none. */
  systemPrompt: string | null;
  /** Null: the one that is asked in. */
  language: Language | null;
  /** Whether articles that are off answer too. */
  draftDocs: boolean;
}

export const AS_LIVE: TrialSettings = { model: null, systemPrompt: null, language: null, draftDocs: false };

export interface Trial {
  projectId: ProjectId;
  settings: TrialSettings;
  /** The last is the customer's question. */
  turns: Turn[];
  /** Whom it answers and how, where a real customer asked; absent: whoever writes in the chat. */
  reader?: { isIdentified: boolean; isMailed: boolean };
}

/** What the assistant was given to read, as it stands now. */
export interface TrialPassage extends EvidencePassage {
  text: string;
  /** The answer cites it. */
  used: boolean;
}

/** All that came of asking. */
export interface TrialAnswer {
  text: string;
  outcome: 'answered' | 'escalate';
  /** Why a person is needed. */
  reason: string | null;
  citations: Citation[];
  evidence: AnswerEvidence;
  passages: TrialPassage[];
  /** What the model was told, of its first try; none where the docs alone answered. */
  prompt: { role: string; text: string }[];
}

/** `problem`: why there is no answer, for people; `isCeiling`: whatever else is asked today gets none either. */
export type TrialOutcome = { answer: TrialAnswer } | { problem: string; isCeiling?: boolean };

/** Whether anything differs from what customers get. */
export const changesSomething = ({ model, systemPrompt, language, draftDocs }: TrialSettings): boolean =>
  model !== null || systemPrompt !== null || language !== null || draftDocs;
