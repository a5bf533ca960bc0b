/** In an answer to them a thought; in what is written about them, or from what others wrote, the matter itself. */
const OF_CUSTOMER =
  /\b(?:the|this) (?:user|customer) (?:is|was|has|wants?|asks?|asked|says?|said|needs?|seems?|mentioned)\b/i;
/** How models begin that think in the place of their answer, and what only our own prompt says. */
const ALOUD = [
  /^(?:okay|ok|alright|hmm|wait|so),? (?:so |let(?:'|’)?s |let me |i need to |the )/i,
  /\bI (?:need|have|should|must) (?:to )?(?:check|look at|follow|cite|refer to) the (?:rules|passages|instructions|docs)\b/i,
  /\b(?:system prompt|my instructions|the instructions say|per the rules|according to the rules)\b/i,
];
const MARKUP =
  /<\/?(?:script|style|iframe|img|svg|form|input|object|embed|link|meta|html|body|system|passages?|user|assistant)\b/i;

interface Given {
  /** What no answer may hold. */
  secrets: readonly string[];
  /** What a piece was written from, where it is no answer: whatever stands there may stand here. */
  from?: string | undefined;
}

/** @returns what in a piece is no answer to a customer: thoughts, markup or our own rules. */
export function thinksAloud(piece: string, { secrets, from }: Given): string | null {
  const prose = piece.replace(/```[\s\S]*?```|`[^`]*`/g, '');
  const patterns = from === undefined ? [OF_CUSTOMER, ...ALOUD, MARKUP] : [...ALOUD, MARKUP];
  const found = patterns
    .flatMap((pattern) => pattern.exec(prose)?.[0] ?? [])
    .find((each) => !from?.includes(each));
  return found ?? secrets.find((secret) => secret && piece.includes(secret)) ?? null;
}
