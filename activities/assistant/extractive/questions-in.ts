/** More in one message are an interrogation; the last ones are left to the next message. */
const MAX_QUESTIONS = 3;
/** Characters. Who asks more is telling a story. */
const MAX_MESSAGE = 1_000;

/** The sentences of a message that ask; fewer than two when it asks one thing. */
export function questionsIn(message: string): string[] {
  if (message.length > MAX_MESSAGE) return [];
  const sentences = message.split(/(?<=[.!?…])\s+|(?<=[。？！؟])\s*|\n+/).map((each) => each.trim());
  return sentences.filter((each) => /[?？؟]$/.test(each)).slice(0, MAX_QUESTIONS);
}
