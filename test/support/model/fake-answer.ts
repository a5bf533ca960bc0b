const UNKNOWN = 'I don’t know: I could not find this in the docs. Shall I bring in a person?';

/** How much of the question's longer words the first passage must hold for the fake to call it an answer. */
const SHARE = 0.5;

/** An honest little model: it quotes the first numbered passage of its prompt, or says that it does not know. */
export function answerFromPassages(messages: { role: string; content: string }[]): string {
  const prompt = messages.find(({ role }) => role === 'system')?.content ?? '';
  const question = messages.findLast(({ role }) => role === 'user')?.content ?? '';
  const fenced = /<passages (\w+)>\n([\s\S]*)\n<\/passages \1>/.exec(prompt);
  const passages = fenced?.[2]?.replaceAll(`(${fenced[1]}) [`, '[') ?? '';
  const [, passage = ''] = /^\[1\] [^\n]*\n([\s\S]*?)(?=\n\n\[2\] |$(?![\s\S]))/.exec(passages) ?? [];
  const whole = passages.slice(0, passages.indexOf('\n\n[2] ') >>> 0).toLowerCase();
  return passage && isAbout(whole, question) ? `${beginningOf(passage)} [1]` : UNKNOWN;
}

function isAbout(passage: string, question: string): boolean {
  const words =
    question
      .toLowerCase()
      .match(/[\p{L}\p{N}]{4,}/gu)
      ?.filter((word) => !SMALL.has(word)) ?? [];
  const found = words.filter((word) => passage.includes(word.slice(0, Math.max(4, word.length - 2))));
  return words.length > 0 && found.length / words.length >= SHARE;
}

const SMALL = new Set([
  'what',
  'when',
  'where',
  'which',
  'does',
  'this',
  'that',
  'with',
  'from',
  'have',
  'your',
  'there',
]);

/** The first sentence, with the code it announces. */
function beginningOf(passage: string): string {
  const [paragraph = '', next = ''] = passage.split(/\n\n/);
  if (/^\s*```/.test(paragraph)) return `${paragraph}\n`;
  if (paragraph.endsWith(':')) return `${paragraph}\n\n${next}\n`;
  return /^[\s\S]+?[.!?](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph;
}
