/**
 * How mail programs say "wrote" above a quote, by language. Alternatives are separated by `|`; a stem that changes with
 * the writer's sex is spelled out.
 */
const WRITING_WORDS: Record<string, string> = {
  ar: 'كتب|كتبت|تمت كتابة ما يلي|تمت الكتابة',
  be: 'напісаў|напісала|піша',
  bg: 'написа|пише',
  bs: 'je napisao|je napisala|napisao je|napisala je',
  ca: 'va escriure|escrigué|ha escrit',
  cs: 'napsal|napsala|napsal(a)|píše',
  cy: 'ysgrifennodd',
  da: 'skrev|skriver|har skrevet',
  de: 'schrieb|schrieben|schreibt|geschrieben|hat geschrieben',
  el: 'έγραψε|έγραψαν|γράφει',
  en: 'wrote|writes|has written',
  eo: 'skribis',
  es: 'escribió|escribio|ha escrito|escribe',
  et: 'kirjutas',
  eu: 'idatzi zuen|igorleak hau idatzi du',
  fa: 'نوشت|نوشته است',
  fi: 'kirjoitti',
  fr: 'a écrit|a ecrit|écrit|écrivait',
  ga: 'scríobh',
  gl: 'escribiu',
  he: 'כתב|כתבה|כתב/ה|כתבת',
  hi: 'ने लिखा',
  hr: 'napisao|napisala|napisao/la|piše|je napisao/la',
  hu: 'írta|írt|ezt írta',
  id: 'menulis|menulis bahwa',
  is: 'skrifaði',
  it: 'ha scritto|scrisse|scrive',
  ja: '書きました|書いた|のメッセージ|のメール|さんが書き込みました',
  ko: '작성|님이 작성|님의 말|쓰신 글|쓰신 메시지|보낸 메시지|썼습니다|작성함',
  lt: 'rašė|parašė|rašo',
  lv: 'rakstīja|raksta',
  mk: 'напиша',
  ms: 'menulis|telah menulis',
  nb: 'skrev|skreiv|skriver',
  nl: 'schreef|schrijft|geschreven',
  pl: 'napisał|napisała|napisał(a)|pisze|pisał|pisała|napisano',
  pt: 'escreveu|escreve|escreveu-se',
  ro: 'a scris|scrie',
  ru: 'написал|написала|написал(а)|пишет|писал|писала|пишут',
  sk: 'napísal|napísala|napísal(a)|píše',
  sl: 'je napisal|je napisala|napisal/-a|je pisal|je pisala|piše|je napisal/a',
  sq: 'shkroi|ka shkruar',
  sr: 'је написао|написао|написала|написао/ла|je napisao|piše|пише',
  sv: 'skrev|skriver|har skrivit',
  th: 'เขียนว่า|เขียน|ได้เขียน',
  tr: 'yazdı|yazmış|şunu yazdı|şunları yazdı|tarihinde yazdı',
  uk: 'написав|написала|написав(ла)|написав(-ла)|пише|писав|писала',
  vi: 'đã viết|viết',
  zhHans: '写道|写到|写了|写信|来信|说道',
  zhHant: '寫道|寫到|寫了|來信|於寫',
};

const escaped = (word: string) => word.replace(/[().]/g, '\\$&');
const words = Object.values(WRITING_WORDS)
  .flatMap((each) => each.split('|'))
  .toSorted((a, b) => b.length - a.length);
const spaced = words.filter((word) => !/[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Thai}]/u.test(word));
const joined = words.filter((word) => !spaced.includes(word));

/** "wrote", as a word of its own where the script has spaces. */
const WROTE = new RegExp(
  `(?<![\\p{L}\\p{M}])(?:${spaced.map(escaped).join('|')})(?![\\p{L}\\p{M}])|${joined.map(escaped).join('|')}`,
  'iu',
);
/** As above, with nothing after it but decoration. Gmail glues the word to an address: "<ana@acme.com>wrote:". */
const WROTE_AT_END = new RegExp(`(?:${WROTE.source})[\\p{L})]{0,2}[\\s*_:：\\-~=]{0,30}$`, 'iu');
/** "Quoting Ana <…>:", as some web mail begins. */
const QUOTING =
  /^(?:quoting|quote from|zitat von|zitiere|citando a|citando|citat från|citat fra|citát|quota|citeren|citação de|citation de|selon|cytowanie|cytat|цитирование|цитата)\s/iu;

export const saysWrote = (text: string) => WROTE.test(text) || QUOTING.test(text);
export const endsWithWrote = (text: string) => WROTE_AT_END.test(text);

/** The words that begin "On <date> …" lines; only a date after them makes them mean anything. */
export const BEGINS_INTRODUCTION =
  /^["'*_\s-]{0,10}(?:on|at|in a message dated|am|le|el|o|a|em|no dia|il|op|den|på|kl|dnia|w dniu|dne|dňa|dana|dan|pe|în|la|la data de|на|в|у|от|στις|την|vào|pada|เมื่อ|ใน|ที่|בתאריך|ביום|في|بتاريخ|در|在|于|於|el dia|u|þann|kuupäeval|sur|data|ons|tor|fre|tir|man|lör|sön|tis|mån|vào lúc|klo|ma|ti|ke|to|pe|su)[\s.,:]/iu;
