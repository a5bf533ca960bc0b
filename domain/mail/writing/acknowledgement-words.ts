import type { MailLanguage } from '../../language/language.ts';

/** Fixed, so that nobody can have us mail words of theirs. */
const WORDS: Record<MailLanguage, string> = {
  english: 'Thank you for writing. Your email has arrived, and a person from our team will answer it.',
  german:
    'Danke für Ihre Nachricht. Ihre E-Mail ist angekommen, und jemand aus unserem Team wird sie beantworten.',
  french:
    'Merci pour votre message. Votre e-mail est bien arrivé, et une personne de notre équipe y répondra.',
  spanish: 'Gracias por escribirnos. Su correo ha llegado y una persona de nuestro equipo le responderá.',
};

/** @param expected when they may expect an answer, in that language. */
export const acknowledgementWords = (language: MailLanguage, expected = ''): string =>
  `${WORDS[language]} ${expected}`.trim();
