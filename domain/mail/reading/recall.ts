import { gestureLines, MAX_GESTURE_LENGTH, speaksOf } from './gesture-words.ts';
import { bareSubject } from '../writing/mail-subject.ts';

const RECALLS =
  /^\s*(?:recall|rückruf|zurückrufen|rappel|recuperar|retirar|richiamo|richiama|intrekken|terughalen|återkalla|tilbagekald|tilbakekall|отзыв|odwołanie|recolher|cancelamento|召回|撤回|取り消し)\s*[:：]/iu;
const RECALLED =
  /would like to recall the message|möchte die nachricht|souhait(?:e|erait) rappeler le message|(?:desea|quiere|quisiera|desearía) (?:recuperar|retirar) (?:el|un) mensaje|(?:desidera|vorrebbe) richiamare il messaggio|wil het bericht|(?:deseja|gostaria de) (?:recolher|recuperar|cancelar) a mensagem|vill återkalla|vil (?:gerne )?tilbagekalde|ønsker å tilbakekalle|хочет отозвать|chce odwołać|メッセージを取り消|希望召回|想要撤回/iu;
/** "[EXTERNAL] Recall: …". */
const TAG = /^\s*\[[^\]]{1,40}\]\s*/;
/** A word of any language, and the subject that it was put before. */
const PREFIXED = /^[^:：]{3,20}[:：]\s*(.{3,200})$/su;
const OPENS = /["“„«»‘'「『《]\s?$/;

/** Outlook's wish to have a mail back: by its words, or by what it has in common in every language. */
export function isRecall(
  said: string,
  { subject, by, answers }: { subject: string; by: string; answers: boolean },
): boolean {
  if (said.length > 2 * MAX_GESTURE_LENGTH) return false;
  const bare = subject.replace(TAG, '');
  return (
    (RECALLS.test(bare) && RECALLED.test(said)) || (answers && isRecallByForm(said, { subject: bare, by }))
  );
}

/** One sentence about its own sender that quotes the subject behind the word that was put before it. */
function isRecallByForm(said: string, { subject, by }: { subject: string; by: string }): boolean {
  const recalled = PREFIXED.exec(subject)?.[1]?.trim();
  const isAnswer = bareSubject(subject) !== subject.toLowerCase().replace(/\s+/g, ' ').trim();
  const [sentence = '', ...more] = gestureLines(said);
  if (!recalled || isAnswer || more.length > 0 || !speaksOf(sentence, by)) return false;
  const at = sentence.indexOf(recalled);
  const around = sentence.replace(recalled, '');
  return at > 0 && OPENS.test(sentence.slice(0, at)) && !/[?？!！]/.test(around);
}
