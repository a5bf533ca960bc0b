import type { MailLanguage } from '../../domain/language/language.ts';
import type { Score } from '../../domain/ratings/rating.ts';

export interface RatingPageWords {
  lang: string;
  question: (project: string) => string;
  scores: Record<Score, string>;
  comment: string;
  send: string;
  choose: string;
  thanks: string;
  rated: string;
  gone: string;
}

export const RATING_PAGE_WORDS: Record<MailLanguage, RatingPageWords> = {
  english: {
    lang: 'en',
    question: (project) => `How was it with ${project}?`,
    scores: { good: 'Good', okay: 'Okay', bad: 'Not good' },
    comment: 'Anything to add? You need not.',
    send: 'Send',
    choose: 'Choose one of the three first.',
    thanks: 'Thank you. The team reads it.',
    rated: 'You have already said how it was. Thank you.',
    gone: 'This link has expired, or a letter of it is missing. If you have something to say, answer the email it came in.',
  },
  german: {
    lang: 'de',
    question: (project) => `Wie war es mit ${project}?`,
    scores: { good: 'Gut', okay: 'In Ordnung', bad: 'Nicht gut' },
    comment: 'Möchten Sie etwas hinzufügen? Sie müssen nicht.',
    send: 'Senden',
    choose: 'Wählen Sie zuerst eins der drei.',
    thanks: 'Danke. Das Team liest es.',
    rated: 'Sie haben schon gesagt, wie es war. Danke.',
    gone: 'Dieser Link ist abgelaufen, oder ein Zeichen fehlt. Antworten Sie sonst einfach auf die E-Mail, in der er stand.',
  },
  french: {
    lang: 'fr',
    question: (project) => `Comment était-ce avec ${project} ?`,
    scores: { good: 'Bien', okay: 'Correct', bad: 'Pas bien' },
    comment: 'Quelque chose à ajouter ? Ce n’est pas obligatoire.',
    send: 'Envoyer',
    choose: 'Choisissez d’abord l’une des trois réponses.',
    thanks: 'Merci. L’équipe le lira.',
    rated: 'Vous avez déjà dit comment c’était. Merci.',
    gone: 'Ce lien a expiré, ou il lui manque un caractère. Sinon, répondez à l’e-mail où il se trouvait.',
  },
  spanish: {
    lang: 'es',
    question: (project) => `¿Cómo fue con ${project}?`,
    scores: { good: 'Bien', okay: 'Regular', bad: 'Mal' },
    comment: '¿Algo que añadir? No es necesario.',
    send: 'Enviar',
    choose: 'Elija primero una de las tres.',
    thanks: 'Gracias. El equipo lo leerá.',
    rated: 'Ya nos dijo cómo fue. Gracias.',
    gone: 'Este enlace ha caducado o le falta un carácter. Si quiere decirnos algo, responda al correo en que estaba.',
  },
};
