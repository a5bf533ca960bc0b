import type { MailLanguage } from '../../language/language.ts';

/** Why an answer's words do not stand any more. */
export type CorrectionCause = 'changed' | 'off' | 'deleted';

const SAID: Record<MailLanguage, { opening: string; now: string; gone: string }> = {
  english: {
    opening: 'We have to correct something that we told you here:',
    now: 'This is how it is now:',
    gone: 'This is no longer so.',
  },
  german: {
    opening: 'Wir müssen etwas berichtigen, das wir hier geschrieben haben:',
    now: 'So ist es jetzt:',
    gone: 'Das gilt nicht mehr.',
  },
  french: {
    opening: 'Nous devons corriger ce que nous vous avons écrit ici :',
    now: 'Voici ce qui vaut maintenant :',
    gone: 'Cela n’est plus valable.',
  },
  spanish: {
    opening: 'Tenemos que corregir algo que le escribimos aquí:',
    now: 'Ahora es así:',
    gone: 'Esto ya no es válido.',
  },
};

/** A correction to review and send, in Markdown. @param now null: the docs do not say anything about it any more. */
export function correctionText({
  was,
  now,
  language,
}: {
  was: string;
  now: string | null;
  language: MailLanguage;
}): string {
  const { opening, now: so, gone } = SAID[language];
  return [opening, quoted(was), ...(now === null ? [gone] : [so, now.trim()])].join('\n\n');
}

const quoted = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
