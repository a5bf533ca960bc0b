import type { Language } from '../language.ts';

/** What the assistant says without looking anything up. */
export interface FixedWords {
  unknown: string;
  greeting: string;
  thanks: string;
  person: string;
}

const WORDS: Record<Language, FixedWords> = {
  english: {
    unknown: 'I could not find this in the docs, so I’d rather not guess. You can ask for a person.',
    greeting: 'Hello! What would you like to know? I answer from the docs.',
    thanks: 'You’re welcome! Ask whenever something else comes up.',
    person: 'Of course, I’m bringing in a person from the team.',
  },
  german: {
    unknown:
      'Dazu habe ich in der Dokumentation nichts gefunden, und raten möchte ich nicht. Sie können nach einem Menschen fragen.',
    greeting: 'Hallo! Was möchten Sie wissen? Ich antworte aus der Dokumentation.',
    thanks: 'Gern geschehen! Fragen Sie jederzeit, wenn noch etwas ist.',
    person: 'Gern, ich hole jemanden aus dem Team dazu.',
  },
  french: {
    unknown:
      'Je n’ai pas trouvé cela dans la documentation et je préfère ne pas deviner. Vous pouvez demander une personne.',
    greeting: 'Bonjour ! Que souhaitez-vous savoir ? Je réponds à partir de la documentation.',
    thanks: 'Avec plaisir ! N’hésitez pas si vous avez une autre question.',
    person: 'Bien sûr, je fais venir une personne de l’équipe.',
  },
  spanish: {
    unknown:
      'No encontré esto en la documentación y prefiero no adivinar. Puede pedir hablar con una persona.',
    greeting: '¡Hola! ¿Qué le gustaría saber? Respondo a partir de la documentación.',
    thanks: '¡De nada! Pregunte cuando surja algo más.',
    person: 'Por supuesto, llamo a una persona del equipo.',
  },
};

export function fixedWords(language: Language): FixedWords {
  return WORDS[language];
}

export function isUnknownAnswer(text: string): boolean {
  return Object.values(WORDS).some(({ unknown }) => unknown === text);
}
