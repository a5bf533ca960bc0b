import type { MailLanguage } from '../../language/language.ts';
import type { Expectation } from '../../project/expectation.ts';

interface Words {
  locale: string;
  back(when: string): string;
  within(wait: string): string;
}

const WORDS: Record<MailLanguage, Words> = {
  english: {
    // Names zones as people there do, and hours without am and pm.
    locale: 'en-GB',
    back: (when) => `Nobody is here right now; we are back on ${when}.`,
    within: (wait) => `We usually answer within ${wait}.`,
  },
  german: {
    locale: 'de',
    back: (when) => `Gerade ist niemand da; wir sind ab ${when} wieder für Sie da.`,
    within: (wait) => `Bis zur Antwort dauert es meist höchstens ${wait}.`,
  },
  french: {
    locale: 'fr',
    back: (when) => `Il n’y a personne en ce moment ; nous serons de retour le ${when}.`,
    within: (wait) => `Nous répondons généralement sous ${wait}.`,
  },
  spanish: {
    locale: 'es',
    back: (when) => `Ahora mismo no hay nadie; volveremos el ${when}.`,
    within: (wait) => `Solemos responder en un plazo de ${wait}.`,
  },
};

/** What a customer may expect, in sentences of their language; empty when nobody knows. */
export function expectationWords({ back, wait }: Expectation, language: MailLanguage): string {
  const { locale, ...words } = WORDS[language];
  const sentences = [back && words.back(momentIn(locale, back)), wait && words.within(waitIn(locale, wait))];
  return sentences.filter((each) => each !== null).join(' ');
}

/** By the project's clock, with its zone: where the reader is nobody knows. */
const momentIn = (locale: string, { at, timeZone }: NonNullable<Expectation['back']>): string =>
  new Intl.DateTimeFormat(locale, {
    ...{ weekday: 'long', day: 'numeric', month: 'long' },
    ...{ hour: 'numeric', minute: '2-digit', timeZone, timeZoneName: 'short' },
  }).format(new Date(at));

const waitIn = (locale: string, { count, unit }: NonNullable<Expectation['wait']>): string =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
