/** "Label: value", with whatever decoration; neither "10:15 I called" nor "https://…". */
const LABELLED = /^[*_"'|\s]{0,6}\p{L}[^:：@<>\p{Nd}]{0,39}[:：](?!\/\/)/u;

/** "Date d’envoi :" and "Bidaltze data:"; more is a sentence. */
const MAX_WORDS = 4;

/** Whether a line has the form of a mail's header, in any language. */
export function isLabelled(text: string): boolean {
  const label = LABELLED.exec(text.slice(0, 60))?.[0];
  return label !== undefined && label.trim().split(/\s+/).length <= MAX_WORDS;
}
