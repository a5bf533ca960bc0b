import type { MailLanguage } from '../../language/language.ts';

/** Fixed, so that nobody can have us mail words of theirs. */
const WORDS: Record<MailLanguage, string> = {
  english:
    'We closed our conversation with you. How was it? You can say so on the page below. We ask once, and it takes one click.\n\nIf something is still open, just answer this email.',
  german:
    'Wir haben unser Gespräch mit Ihnen abgeschlossen. Wie war es? Auf der Seite unten können Sie es uns sagen. Wir fragen nur einmal, und es ist ein Klick.\n\nWenn noch etwas offen ist, antworten Sie einfach auf diese E-Mail.',
  french:
    'Nous avons clos notre conversation avec vous. Comment était-ce ? Vous pouvez nous le dire sur la page ci-dessous. Nous ne le demandons qu’une fois, en un clic.\n\nS’il reste une question, répondez simplement à cet e-mail.',
  spanish:
    'Hemos cerrado nuestra conversación con usted. ¿Cómo fue? Puede decírnoslo en la página de abajo. Solo lo preguntamos una vez y basta un clic.\n\nSi queda algo pendiente, responda a este correo.',
};

const LINK: Record<MailLanguage, string> = {
  english: 'Say how it was',
  german: 'Sagen, wie es war',
  french: 'Dire comment c’était',
  spanish: 'Decir cómo fue',
};

export const ratingWords = (language: MailLanguage): string => WORDS[language];

/** What the mail says: the question as the transcript has it, and the way to the page. Markdown. */
export function ratingMail(question: string, address: string): string {
  const language =
    (Object.keys(WORDS) as MailLanguage[]).find((each) => WORDS[each] === question) ?? 'english';
  return `${question}\n\n[${LINK[language]}](${address}?language=${language})`;
}
