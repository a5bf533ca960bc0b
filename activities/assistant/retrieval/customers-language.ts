import { languagesHeard } from '../../../domain/knowledge/customer-intent.ts';
import type { Turn } from '../../../domain/knowledge/turn.ts';
import { languageOf } from '../../../domain/language/guess-language.ts';
import type { Language } from '../../../domain/language/language.ts';

/** Of their newest message, as far as it shows; else of what they wrote before; else the docs'. */
export function customersLanguage(turns: Turn[], docs: Language): Language {
  const [newest = '', ...before] = turns
    .filter(({ by }) => by === 'customer')
    .map(({ text }) => text)
    .reverse();
  const shown = languageOf(newest, docs);
  if (shown) return shown;
  const earlier = before.map((text) => languageOf(text, docs)).find((language) => language !== null) ?? docs;
  const heard = languagesHeard(newest);
  return heard.includes(earlier) ? earlier : (heard[0] ?? earlier);
}
