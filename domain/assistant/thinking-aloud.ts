/** How models begin that think in the place of their answer, and what only our own prompt says. */
const ALOUD = [
  /\b(?:the|this) (?:user|customer) (?:is|was|has|wants?|asks?|asked|says?|said|needs?|seems?|mentioned)\b/i,
  /^(?:okay|ok|alright|hmm|wait|so),? (?:so |let(?:'|’)?s |let me |i need to |the )/i,
  /\bI (?:need|have|should|must) (?:to )?(?:check|look at|follow|cite|refer to) the (?:rules|passages|instructions|docs)\b/i,
  /\b(?:system prompt|my instructions|the instructions say|per the rules|according to the rules)\b/i,
];
const MARKUP =
  /<\/?(?:script|style|iframe|img|svg|form|input|object|embed|link|meta|html|body|system|passages?|user|assistant)\b/i;

/** @returns what in a piece is no answer to a customer: thoughts, markup or our own rules. */
export function thinksAloud(piece: string, secrets: readonly string[] = []): string | null {
  const prose = piece.replace(/```[\s\S]*?```|`[^`]*`/g, '');
  const [found] = [...ALOUD, MARKUP].flatMap((pattern) => pattern.exec(prose)?.[0] ?? []);
  return found ?? secrets.find((secret) => secret && piece.includes(secret)) ?? null;
}
