/** What a number is an amount of, by the signs and words that stand beside it. */
const CURRENCIES: Record<string, string> = {
  USD: 'us\\$|usd|\\$|dollars?|dólares|доллар\\p{L}*|美元|ドル|دولار',
  EUR: 'eur|€|euros?|евро|欧元|ユーロ|يورو',
  GBP: 'gbp|£|pounds?|sterling|英镑',
  JPY: 'jpy|¥|円|yen|日元',
  CNY: 'cny|rmb|元|人民币|yuan',
  INR: 'inr|₹|rs\\.?|rupees?|रुपये|रुपए',
  KRW: 'krw|₩|원',
  RUB: 'rub|₽|руб\\p{L}*\\.?',
  TRY: 'try|₺|lira',
  CHF: 'chf|franken|fr\\.',
  PLN: 'pln|zł|złot\\p{L}*',
  THB: 'thb|฿|บาท',
  VND: 'vnd|₫|đồng',
  BRL: 'brl|r\\$|reais',
  SEK: 'sek|nok|dkk|kr|kronor|kroner',
  '%': '%|percent|per cent|prozent|pour cent|por ciento|por cento|per cento|procent|процент\\p{L}*|パーセント|बीस प्रतिशत|प्रतिशत|yüzde|بالمئة|بالمائة',
};

const PATTERNS = Object.entries(CURRENCIES).map(([name, words]) => {
  const one = words
    .split('|')
    .map((word) => (/^[\p{L}]/u.test(word) ? `(?<![\\p{L}])${word}(?![\\p{L}])` : word))
    .join('|');
  return {
    name,
    anywhere: new RegExp(one, 'iu'),
    after: new RegExp(`^\\s{0,2}(?:${one})`, 'iu'),
    before: new RegExp(`(?:${one})\\s{0,2}$`, 'iu'),
  };
});

/** What the number between two pieces of text is an amount of; null: a plain number. */
export function currencyAt(before: string, after: string): string | null {
  return PATTERNS.find((each) => each.after.test(after) || each.before.test(before))?.name ?? null;
}

export function currenciesIn(text: string): Set<string> {
  return new Set(PATTERNS.filter(({ anywhere }) => anywhere.test(text)).map(({ name }) => name));
}
