/** Stands in every mail we send, between the agent's words and what they answer. */
export const REPLY_DELIMITER = 'Reply above this line';

/** How other support systems word it: their mails come along when somebody answers two of us at once. */
const FOREIGN_DELIMITER =
  /^[^\p{L}]{0,40}(?:please )?(?:reply|respond|answer|type your (?:reply|response)|write your reply)(?: only)? above(?: this| the)?(?: line)?\b/iu;
/** "Above this line", in the languages such systems speak; a line that is framed on both sides and says so is theirs. */
const ABOVE_THIS_LINE =
  /above this line|(?:oberhalb|über) dieser (?:zeile|linie)|au[- ]dessus de cette ligne|(?:encima|arriba) de esta línea|sopra (?:a )?questa (?:riga|linea)|acima desta linha|boven deze (?:regel|lijn)|ovanför den här raden|over denne (?:linje|linjen)|tämän rivin yläpuolelle|powyżej tej linii|nad (?:tento|tímto|týmto) (?:řádek|řádkem|riadok|riadkom)|a sor fölé|deasupra acestei linii|выше этой (?:строки|линии)|вище цього рядка|bu satırın üst|この(?:行|線)より上|이 줄 위|此行(?:上方|之上|以上)/iu;
/** Zendesk's, in every language. */
const MARKED = /^##-.{3,200}-##$/;

export function isForeignDelimiter(text: string): boolean {
  if (text.length > 300) return false;
  if (MARKED.test(text) || FOREIGN_DELIMITER.test(text)) return true;
  return /^[-_=*~#—–]{2}/.test(text) && /[-_=*~#—–]$/.test(text) && ABOVE_THIS_LINE.test(text);
}

export const isDelimiter = (text: string) =>
  text.length <= 300 && (text.includes(REPLY_DELIMITER) || isForeignDelimiter(text));
