import type { Answer, Assistant, Question, Turn } from '../../../activities/assistant/assistant.ts';
import { newId } from '../../../domain/ids.ts';

export interface Asked {
  answer: Answer;
  /** What was streamed, piece by piece. */
  pieces: string[];
}

export function questionAbout(turns: Turn[], project: Partial<Question['project']> = {}): Question {
  return {
    project: { id: newId('prj'), name: 'Acme', model: null, systemPrompt: null, docsRevision: 1, ...project },
    turns,
  };
}

/** Puts one question, or a whole conversation, to an assistant. */
export async function ask(
  assistant: Assistant,
  question: string | Question,
  signal = new AbortController().signal,
): Promise<Asked> {
  const pieces: string[] = [];
  const whole = typeof question === 'string' ? questionAbout([{ by: 'customer', text: question }]) : question;
  const answer = await assistant.answer(whole, { onText: (delta) => pieces.push(delta), signal });
  return { answer, pieces };
}
