/** Stands in every mail we send, between the agent's words and what they answer. */
export const REPLY_DELIMITER = 'Reply above this line';

/** How other support systems word it: their mails come along when somebody answers two of us at once. */
const FOREIGN_DELIMITER =
  /^[^\p{L}]{0,40}(?:please )?(?:reply|respond|answer|type your (?:reply|response)|write your reply)(?: only)? above(?: this| the)?(?: line)?\b/iu;

export function isDelimiter(text: string): boolean {
  if (text.length > 300) return false;
  return text.includes(REPLY_DELIMITER) || FOREIGN_DELIMITER.test(text);
}
