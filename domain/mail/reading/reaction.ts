import { isEmoji } from '../../text/emoji.ts';
import { emojiAmong, gestureLines, MAX_GESTURE_LENGTH, speaksOf } from './gesture-words.ts';

/** `emoji` null: nobody can tell which. */
export interface Reaction {
  what: 'reaction';
  emoji: string | null;
}

/** How Gmail and Outlook say it beside the picture. */
const REACTED =
  /reacted (?:to your (?:message|e-?mail)|via gmail|with)|hat (?:auf .{0,20} ?(?:nachricht|e-?mail) |über gmail |mit )?.{0,12}reagiert|a réagi (?:à votre (?:message|e-?mail)|via|avec)|(?:reaccionó|ha reaccionado) (?:a (?:tu|su) (?:mensaje|correo)|a través|mediante|con)|ha reagito (?:al tuo|al messaggio|tramite|con)|reagiu (?:à sua|ao seu|à mensagem|via|pelo|com)|heeft gereageerd (?:op (?:je|uw) bericht|via|met)|(?:reagerade|reagerede|reagerte) (?:på ditt|på din|på meddelan|via|med)|zareagował|reagoval|отреагировал|tepki verdi|リアクション|做出(?:了)?回应|作出(?:了)?回应|반응/iu;

/** What a phone writes that answers by mail with a tap, and Outlook's thumb. */
const TAPPED: Record<string, string> = {
  ...{ liked: '👍', loved: '❤️', disliked: '👎', 'laughed at': '😂' },
  ...{ emphasized: '‼️', emphasised: '‼️', questioned: '❓' },
};
const VERBS = Object.keys(TAPPED).join('|');
const QUOTATION = /["“„«].{1,280}["”“»]/su;
const TAPBACK = new RegExp(`^(${VERBS}) (?:an? (?:image|attachment|movie)|${QUOTATION.source})$`, 'isu');
const TAPPED_ON = new RegExp(`(${VERBS}) (?:your|this) (?:message|e-?mail)\\.?$`, 'i');
const REACT = /react|reag|réag|reacc|reaz|zareag|реаг|αντέδρ|リアクション|回应|回應|반응|tepki/iu;

const MAX_LINES = 3;
/** "Mit 👍 auf „…“ reagiert", "Ana Sample reacted with 👍 to “…”". */
const MAX_AROUND = 6;

/** A reaction in the words of the program that sends it, and nothing besides; null for whatever a person may have written. */
export function reactionIn(said: string, by: string): Reaction | null {
  if (said.length > MAX_GESTURE_LENGTH) return null;
  return tapback(said) ?? sentenceWithPicture(gestureLines(said), by);
}

function tapback(said: string): Reaction | null {
  const verb = TAPBACK.exec(said)?.[1]?.toLowerCase();
  if (verb) return { what: 'reaction', emoji: TAPPED[verb] ?? null };
  const around = said.replace(QUOTATION, '');
  const emoji = emojiAmong([around]);
  const words = around.split(/\s+/).filter((word) => word !== '' && !isEmoji(word));
  const reacts = around !== said && words.length <= MAX_AROUND && REACT.test(around);
  return emoji && reacts ? { what: 'reaction', emoji } : null;
}

function sentenceWithPicture(lines: string[], by: string): Reaction | null {
  if (lines.length > MAX_LINES) return null;
  const [sentence, ...more] = lines.filter((line) => !isEmoji(line));
  if (!sentence || more.length > 0) return null;
  const emoji = emojiAmong(lines);
  const ends = /[:：]$/.test(sentence);
  // Without its picture only the bare sentence is known for certain.
  if (REACTED.test(sentence)) return emoji || ends ? { what: 'reaction', emoji } : null;
  const verb = TAPPED_ON.exec(sentence)?.[1]?.toLowerCase();
  const isNamed = speaksOf(sentence.replace(/^\P{L}+/u, ''), by);
  if (verb) return isNamed ? { what: 'reaction', emoji: emoji ?? TAPPED[verb] ?? null } : null;
  // In a language that nobody listed.
  return emoji && isNamed && (ends || /gmail|outlook/i.test(sentence)) ? { what: 'reaction', emoji } : null;
}
