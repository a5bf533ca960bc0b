import { headerValues, type InboundMail } from './inbound-mail.ts';

/** A mail that says nothing: a reaction to one of ours, or Outlook's wish to have one back. */
export type MailGesture = { what: 'reaction'; emoji: string | null } | { what: 'recall' };

/** What Gmail attaches to a reaction. */
export const REACTION_TYPE = /^text\/vnd\.google\.email-reaction\+json/i;

/** Signs of one picture: joined, coloured, a flag. */
const EMOJI = /^(?:\p{Extended_Pictographic}|\p{RI}{2}|\p{Emoji_Modifier}|\u200d|\ufe0f){1,12}$/u;
/** How Gmail and Outlook say it beside the picture. */
const REACTED =
  /reacted (?:to your (?:message|e-?mail)|via gmail|with)|hat (?:auf .{0,20} ?(?:nachricht|e-?mail) |über gmail |mit )?.{0,12}reagiert|a réagi (?:à votre (?:message|e-?mail)|via|avec)|(?:reaccionó|ha reaccionado) (?:a (?:tu|su) (?:mensaje|correo)|a través|mediante|con)|ha reagito (?:al tuo|al messaggio|tramite|con)|reagiu (?:à sua|ao seu|à mensagem|via|pelo|com)|heeft gereageerd (?:op (?:je|uw) bericht|via|met)|(?:reagerade|reagerede|reagerte) (?:på ditt|på din|på meddelan|via|med)|zareagował|reagoval|отреагировал|tepki verdi|リアクション|做出(?:了)?回应|作出(?:了)?回应|반응/iu;
const RECALLS =
  /^\s*(?:recall|rückruf|zurückrufen|rappel|recuperar|retirar|richiamo|richiama|intrekken|terughalen|återkalla|tilbagekald|tilbakekall|отзыв|odwołanie|recolher|cancelamento|召回|撤回|取り消し)\s*[:：]/iu;
const RECALLED =
  /would like to recall the message|möchte die nachricht|souhaite rappeler le message|(?:desea|quiere|quisiera|desearía) (?:recuperar|retirar) (?:el|un) mensaje|(?:desidera|vorrebbe) richiamare il messaggio|wil het bericht|(?:deseja|gostaria de) (?:recolher|recuperar|cancelar) a mensagem|vill återkalla|vil (?:gerne )?tilbagekalde|ønsker å tilbakekalle|хочет отозвать|chce odwołać|メッセージを取り消|希望召回|想要撤回/iu;

const MAX_LINES = 3;
const MAX_LENGTH = 300;

/**
 * Whether a mail is a gesture and nothing else. Whoever writes a word besides has written a mail, and so has somebody who
 * answers with a bare 👍.
 * @param words what its writer says, without quotes. @param reaction the content of Gmail's attachment, where there is one.
 */
export function mailGesture(
  mail: Pick<InboundMail, 'subject' | 'headers'>,
  { words, reaction }: { words: string; reaction: string | null },
): MailGesture | null {
  if (reaction !== null) return { what: 'reaction', emoji: emojiOf(reaction) ?? emojiAmong(linesOf(words)) };
  const said = words.trim();
  if (RECALLS.test(mail.subject) && said.length <= 2 * MAX_LENGTH && RECALLED.test(said))
    return { what: 'recall' };
  return answersSomething(mail) ? outlookReaction(said) : null;
}

function outlookReaction(said: string): MailGesture | null {
  if (said.length > MAX_LENGTH) return null;
  const lines = linesOf(said);
  if (lines.length > MAX_LINES) return null;
  const emoji = emojiAmong(lines);
  const others = lines.filter((line) => !EMOJI.test(line));
  const [sentence, ...more] = others;
  if (!sentence || more.length > 0 || !REACTED.test(sentence)) return null;
  // Without its picture only the bare sentence is known for certain.
  return emoji || /[:：]$/.test(sentence) ? { what: 'reaction', emoji } : null;
}

/** The addresses of links stand beside their words. */
const linesOf = (words: string) =>
  words
    .slice(0, 4 * MAX_LENGTH)
    .replace(/[<(]?https?:\/\/[^\s>)]{0,500}[>)]?/gi, '')
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(/[\u200b\u00a0]/g, ' ').trim())
    .filter(Boolean);

function emojiAmong(lines: string[]): string | null {
  const whole = lines.find((line) => EMOJI.test(line));
  const parts = lines.flatMap((line) => line.split(/\s+/)).find((part) => EMOJI.test(part));
  return whole ?? parts ?? null;
}

function emojiOf(reaction: string): string | null {
  try {
    const parsed: unknown = JSON.parse(reaction);
    const emoji = parsed && typeof parsed === 'object' && 'emoji' in parsed ? parsed.emoji : null;
    return typeof emoji === 'string' && EMOJI.test(emoji) ? emoji : null;
  } catch {
    return null;
  }
}

const answersSomething = (mail: Pick<InboundMail, 'headers'>) =>
  ['In-Reply-To', 'References'].some((name) => headerValues(mail, name).length > 0);
