const DIGIT = /\p{Nd}/gu;
const isDigit = (codePoint: number) => /^\p{Nd}$/u.test(String.fromCodePoint(codePoint));

/** A text with the digits and separators of every script as 0-9, point and comma, in Unicode's compatible form. */
export function westernDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(DIGIT, (digit) => (digit <= '9' ? digit : String(valueOf(digit.codePointAt(0) ?? 0))))
    .replace(/٫/g, '.')
    .replace(/٬/g, ',')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[\u200e\u200f\u061c]/g, '');
}

/** Unicode keeps ten digits of a script together, beginning with its zero. */
function valueOf(codePoint: number): number {
  let below = 0;
  while (below < 60 && isDigit(codePoint - below - 1)) below++;
  return below % 10;
}
