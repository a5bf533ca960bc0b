import type { Logger } from 'pino';
import type { Database } from '../../../db/connection/database.ts';
import { placeQuestions } from '../../../db/knowledge/gaps/place-questions.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import { askedIn } from '../../../domain/knowledge/gaps/asked-in.ts';
import type { Language } from '../../../domain/language/language.ts';
import { termsAsked } from './terms-asked.ts';

/**
 * After an answer was recorded: a question that the docs did not answer finds its gap. What fails here fails no answer; the
 * next question takes this one along.
 */
export async function placeGaps(
  { db, log }: { db: Database; log: Logger },
  projectId: ProjectId,
): Promise<void> {
  try {
    await placeQuestions(db, { projectId, read: readTerms });
  } catch (err) {
    log.warn({ err }, 'a question found no gap yet');
  }
}

export function readTerms(question: string, language: Language | null): string[] | null {
  const asked = askedIn(question);
  return asked === null ? null : termsAsked(asked, language);
}
