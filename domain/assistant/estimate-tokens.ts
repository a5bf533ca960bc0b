/** Tokens that a character makes in common tokenizers, by its script; Latin letters make words of four. */
const COSTS: [RegExp, number][] = [
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu, 1.1],
  [
    /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}]/gu,
    0.8,
  ],
  [
    /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]/gu,
    0.5,
  ],
  [/\p{Extended_Pictographic}/gu, 2],
];
const OTHERWISE = 0.27;

/** How many tokens a text makes, rather too many than too few: no tokenizer fits every model. */
export function estimateTokens(text: string): number {
  let rest = text.length;
  let tokens = 0;
  for (const [script, cost] of COSTS) {
    const count = text.match(script)?.length ?? 0;
    rest -= count;
    tokens += count * cost;
  }
  return Math.ceil(tokens + Math.max(0, rest) * OTHERWISE);
}
