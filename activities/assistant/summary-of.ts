import type { Logger } from 'pino';
import type { Answer, Assistant, Question } from './assistant.ts';

/** In milliseconds: the customer waits for a person, not for this. */
const PATIENCE = 6_000;

/** What a model passes on to whoever takes over; null where there is none, or none in time: the customer's own words do then. */
export async function summaryOf(
  { assistant, log }: { assistant: Assistant; log: Logger },
  { answer, question, signal }: { answer: Answer; question: Question; signal: AbortSignal },
): Promise<string | null> {
  const write = assistant.helper?.write;
  // Nothing is left to spend: the customer's own words go to whoever takes over.
  if (answer.outcome !== 'escalate' || answer.budget || !write) return null;
  const { project, turns, conversation } = question;
  const text = turns.map(({ by, text: words }) => `${by}: ${words}`).join('\n\n');
  const into = await assistant.helper?.languageOf(question);
  const until = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
  try {
    const written = await write({
      ...{ project, turns, kind: 'summary', text, into, signal: until },
      ...(conversation && { conversation }),
    });
    return 'text' in written ? written.text : null;
  } catch {
    if (!signal.aborted) log.warn('the model did not summarise a hand-off');
    return null;
  }
}
