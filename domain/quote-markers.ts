/** Stands in every mail we send, between the agent's words and what they answer. */
export const REPLY_DELIMITER = 'Reply above this line';

/** "On …, X wrote:" is seldom longer than this many lines, however a mail program breaks it. */
const INTRODUCTION_LINES = 4;

const BEGINS = new RegExp(
  `^[\\s>*_-]{0,10}(?:${[
    'On',
    'Le',
    'Am',
    'El',
    'Em',
    'Il',
    'Op',
    'Den',
    'Dne',
    'Dnia',
    'W dniu',
    'Pe',
    'På',
    'Kl\\.?',
    'Vào',
    '在',
    '于',
    'Στις',
    'Am',
    'Sur',
    'Quoting',
    'At',
    'Fra',
    'Em',
    'On',
    'Na',
    'U',
    'Dana',
    'Pada',
    'ที่',
    'ב',
    'في',
    'Vin',
    'W',
    'Szanowni',
  ].join('|')})[\\s\\d,.]`,
  'iu',
);
const WROTE = new RegExp(
  `(?:^|[\\s>*_,;|)])(?:${[
    'wrote',
    'writes',
    'a écrit',
    'schrieb',
    'geschrieben',
    'escribió',
    'escribio',
    'escreveu',
    'ha scritto',
    'scrisse',
    'scritto',
    'schreef',
    'het volgende geschreven',
    'skrev',
    'napsal(?:\\(a\\))?',
    'napsala',
    'napisał(?:\\(a\\))?',
    'napisała',
    'a scris',
    'kirjoitti',
    'írta',
    'написал(?:\\(а\\))?',
    'написала',
    'пише',
    'написав',
    'escrigué',
    'va escriure',
    'yazdı',
    'έγραψε',
    'menulis',
    'đã viết',
    'napísal(?:\\(a\\))?',
    'je napisao',
    'napisao',
    'je pisal',
    'rašė',
    'rakstīja',
    'kirjutas',
    'skrifaði',
    'escribiu',
  ].join('|')})[\\s*_]{0,5}:?[\\s*_]{0,5}$`,
  'iu',
);
/** "Am … schrieb Ana <ana@…>:" puts the verb before the name. */
const WROTE_THEN_NAME =
  /[\s,](?:schrieb|schreef|skrev|scrisse|escribió|escreveu|kirjoitti|napsal|napisał)\s[^\n]{1,150}[:：][\s*_]{0,5}$/iu;
const ASIAN_WROTE =
  /(?:写道|寫道|のメッセージ|さんは書きました|のメール|작성|님이 작성)\s{0,5}[:：]?\s{0,5}$/u;
const HAS_TIME_OR_ADDRESS = /\d{1,4}[./:年-]\s{0,2}\d{1,2}|\d{4}|[^\s@]{1,64}@[^\s@]{1,255}/u;
/** A divider that mail programs put above the quoted mail. */
const DIVIDER =
  /^[\s>*_]{0,10}[-_=]{2,20}\s{0,3}(?:original|ursprüngliche|message d.origine|mensaje original|mensagem original|messaggio originale|oorspronkelijk|oprindelig|ursprungligt|opprinnelig|reply message|forwarded message|исходное|původní|wiadomość oryginalna|原始|原邮件|元のメッセージ)/iu;
const OUTLOOK_LINE = /^_{20,}$/;

const HEADER_NAMES = {
  from: /^[\s>*_]{0,10}(?:from|von|de|da|van|från|fra|od|от|від|lähettäjä|feladó|kimden|από|发件人|寄件者|差出人|보낸 사람)[\s*_]{0,5}[:：]/iu,
  other:
    /^[\s>*_]{0,10}(?:sent|date|to|subject|cc|gesendet|datum|an|betreff|envoyé(?: le)?|à|objet|enviado(?: el| em)?|para|asunto|assunto|data|inviato|a|oggetto|verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne|data|wysłano|do|temat|odesláno|komu|předmět|отправлено|дата|кому|тема|lähetetty|vastaanottaja|aihe|elküldve|címzett|tárgy|gönderilen|kime|konu|发送时间|收件人|主题|日期|送信日時|宛先|件名|보낸 날짜|받는 사람|제목)[\s*_]{0,5}[:：]/iu,
};

/** Whether "On <date>, <name> wrote:" begins here, on one line or broken over several. */
export function isQuoteIntroduction(lines: string[], at: number): boolean {
  const first = lines[at] ?? '';
  if (DIVIDER.test(first)) return true;
  if (!BEGINS.test(first) && !HAS_TIME_OR_ADDRESS.test(first)) return false;
  let joined = '';
  for (let i = at; i < Math.min(lines.length, at + INTRODUCTION_LINES); i++) {
    const line = (lines[i] ?? '').slice(0, 300).trim();
    if (line === '') return false;
    joined = `${joined} ${line}`.trim();
    if (
      [WROTE, WROTE_THEN_NAME, ASIAN_WROTE].some((verb) => verb.test(joined)) &&
      HAS_TIME_OR_ADDRESS.test(joined)
    ) {
      return BEGINS.test(first) || i === at;
    }
  }
  return false;
}

/** Whether a "From: … Sent: … To: … Subject: …" block begins here. */
export function isMailHeaderBlock(lines: string[], at: number): boolean {
  const ruled = OUTLOOK_LINE.test((lines[at] ?? '').slice(0, 200).trim());
  const from = ruled ? at + 1 + Number(lines[at + 1] === '') : at;
  if (!HEADER_NAMES.from.test((lines[from] ?? '').slice(0, 60))) return false;
  const following = lines
    .slice(from + 1, from + 8)
    .filter((line) => HEADER_NAMES.other.test(line.slice(0, 60)));
  return following.length >= 2;
}

const FOOTERS = [
  /^\s{0,10}(?:sent from my|sent from (?:outlook|yahoo|mail|proton)|get outlook for|von meinem .{1,40} gesendet|gesendet von|envoyé de(?:puis)? mon|enviado (?:desde|do) m(?:i|eu)|inviato da|verzonden (?:met|van|vanaf) mijn|skickat från min|sendt fra min|wysłane z|odesláno z|отправлено с|lähetetty|发自我的|iphoneから送信)/iu,
  /^\s{0,10}_{20,}\s{0,5}$/,
];

/** A line that a phone or a mail program adds below everything. */
export function isFooter(line: string): boolean {
  return line.length < 200 && FOOTERS.some((footer) => footer.test(line));
}
