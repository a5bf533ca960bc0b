/** From nought (`-`: not told) to twelve, then the tens from 20 to 90, of languages whose words for numbers stand alone. */
const COUNTED: Record<string, { few: string; tens?: string }> = {
  en: {
    few: 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
    tens: 'twenty thirty forty fifty sixty seventy eighty ninety',
  },
  de: {
    few: 'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn',
    tens: 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig',
  },
  fr: {
    few: 'zéro - deux trois quatre cinq six sept huit - dix onze douze treize quatorze quinze seize',
    tens: 'vingt trente quarante cinquante soixante - - -',
  },
  es: {
    few: 'cero - dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince',
    tens: 'veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa',
  },
  it: {
    few: 'zero - due tre quattro cinque sei sette otto nove dieci undici dodici',
    tens: 'venti trenta quaranta cinquanta sessanta settanta ottanta novanta',
  },
  pt: {
    few: 'zero - dois três quatro cinco seis sete oito nove dez onze doze',
    tens: 'vinte trinta quarenta cinquenta sessenta setenta oitenta noventa',
  },
  nl: {
    few: 'nul - twee drie vier vijf zes zeven acht negen tien elf twaalf',
    tens: 'twintig dertig veertig vijftig zestig zeventig tachtig negentig',
  },
  sv: {
    few: 'noll - två tre fyra fem sex sju åtta nio tio elva tolv',
    tens: 'tjugo trettio fyrtio femtio sextio sjuttio åttio nittio',
  },
  da: { few: 'nul - to tre fire fem seks syv otte ni ti elleve tolv' },
  fi: { few: 'nolla yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän kymmenen' },
  pl: { few: 'zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć' },
  cs: { few: 'nula jeden dva tři čtyři pět šest sedm osm devět deset' },
  hu: { few: 'nulla - két három négy öt hat hét nyolc kilenc tíz' },
  ro: {
    few: 'zero - doi trei patru cinci șase șapte opt nouă zece',
    tens: 'douăzeci treizeci patruzeci cincizeci - - - -',
  },
  el: { few: 'μηδέν ένα δύο τρία τέσσερα πέντε έξι επτά οκτώ εννέα δέκα' },
  ru: {
    few: 'ноль один два три четыре пять шесть семь восемь девять десять',
    tens: 'двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто',
  },
  uk: { few: 'нуль один два три чотири п’ять шість сім вісім дев’ять десять' },
  tr: {
    few: 'sıfır bir iki üç dört beş altı yedi sekiz dokuz on',
    tens: 'yirmi otuz kırk elli altmış yetmiş seksen doksan',
  },
  ar: { few: '- واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة' },
  he: { few: '- אחת שתיים שלוש ארבע חמש שש שבע שמונה תשע עשר' },
  hi: { few: 'शून्य एक दो तीन चार पांच छह सात आठ नौ दस', tens: 'बीस तीस - पचास - - - -' },
  vi: { few: '- một hai ba bốn năm sáu bảy tám chín mười' },
  id: { few: 'nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh' },
  th: { few: 'ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ' },
  ko: { few: '- 하나 둘 셋 넷 다섯 여섯 일곱 여덟 아홉 열' },
};
/** Numbers that no digit stands for in most texts. */
const ROUND: Record<string, number> = {
  ...{
    dozen: 12,
    dutzend: 12,
    hundred: 100,
    hundert: 100,
    cent: 100,
    cien: 100,
    thousand: 1_000,
    tausend: 1_000,
  },
  ...{
    mille: 1_000,
    mil: 1_000,
    once: 1,
    twice: 2,
    double: 2,
    half: 0.5,
    both: 2,
    pair: 2,
    single: 1,
    daily: 1,
    einmal: 1,
    zweimal: 2,
  },
};

const WORDS = new Map<string, number[]>();
for (const { few, tens = '' } of Object.values(COUNTED)) {
  few.split(' ').forEach((word, at) => add(word, at));
  tens.split(' ').forEach((word, at) => add(word, (at + 2) * 10));
}
for (const [word, value] of Object.entries(ROUND)) add(word, value);

function add(word: string, value: number): void {
  if (word.length > 1) WORDS.set(word, [...(WORDS.get(word) ?? []), value]);
}

/** What a word may mean as a number, in any language; it may be another word in another one ("once", "on", "sei"). */
export function numbersOfWord(word: string): readonly number[] {
  return WORDS.get(word.toLowerCase()) ?? [];
}

/** Those that mean a number and hardly anything else, and are more than a way to count the points that follow. */
const SAFE = new Set(
  ['en', 'de', 'ru', 'nl'].flatMap((language) => {
    const { few = '', tens = '' } = COUNTED[language] ?? {};
    return [...few.split(' ').slice(5), ...tens.split(' ')].filter((word) => !['acht', 'elf'].includes(word));
  }),
);
export const isPlainNumberWord = (word: string) => SAFE.has(word.toLowerCase());

const CHINESE: Record<string, number> = {
  ...{ 〇: 0, 零: 0, 一: 1, 二: 2, 两: 2, 兩: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 },
  ...{ 十: 10, 百: 100, 千: 1_000, 万: 10_000, 萬: 10_000, 亿: 100_000_000, 億: 100_000_000 },
};
const COUNTERS =
  '年|月|日|天|号|小时|小時|時間|分钟|分鐘|分|秒|元|円|块|塊|次|周|週|个|個|岁|歳|人|公里|米|公斤|倍|度|件|台|名|位|折';
const NUMERAL = new RegExp(
  `第?([〇零一二两兩三四五六七八九十百千万萬亿億]+)(?=(?:多|余)?(?:个|個|か|ヶ)?(?:${COUNTERS}))`,
  'gu',
);

/** Numbers written in Chinese signs before what they count: 三十天 is 30, also in Japanese. */
export function chineseNumbers(text: string): { text: string; value: number }[] {
  return [...text.matchAll(NUMERAL)].flatMap(([text, signs = '']) =>
    signs === '一' ? [] : [{ text, value: valueOf(signs) }],
  );
}

function valueOf(signs: string): number {
  if (!/[十百千万萬亿億]/.test(signs)) return Number([...signs].map((sign) => CHINESE[sign]).join(''));
  let [total, section, digit] = [0, 0, 0];
  for (const sign of signs) {
    const value = CHINESE[sign] ?? 0;
    if (value < 10) digit = value;
    else if (value < 10_000) [section, digit] = [section + (digit || 1) * value, 0];
    else [total, section, digit] = [total + (section + digit || 1) * value, 0, 0];
  }
  return total + section + digit;
}
