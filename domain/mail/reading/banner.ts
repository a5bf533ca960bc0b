import { isBlank, type MailLine } from './lines/mail-line.ts';
import { addressesIn } from './lines/mail-parties.ts';

/**
 * What a company's filter puts above mail from outside speaks of three things, in any language: where it comes from, what
 * not to open, and whom to trust. Stems.
 */
const OUTSIDE =
  /extern|external|\bext\b|outside|außerhalb|extérieur|esterno|fuera de|de fora|buiten de|udefra|utifrån|utenfor|ulkopuol|ulkoi|zewnętrzn|spoza|внешн|извне|зовніш|extérn|mimo|külső|harici|dışından|εξωτερικ|外部|社外|외부|خارج|חיצוני|bên ngoài|ภายนอก/iu;
const OPENED =
  /link|attachment|click|anhäng|anhang|pièces? jointe|liens?\b|enlace|adjunt|allegat|collegament|anexo|bijlage|koppeling|vedhæft|vedlegg|bilag|bifoga|länk|liite|załącznik|odnośnik|příloh|prílo|odkaz|ссылк|вложен|посилан|вкладен|melléklet|hivatkozás|bağlantı|ekleri|συνημμέν|σύνδεσμ|添付|リンク|附件|链接|連結|첨부|링크|مرفق|رابط|קישור|tệp|liên kết|ไฟล์แนบ|ลิงก์/iu;
const TRUSTED =
  /safe|trust|recogni[sz]e|sender|organi[sz]ation|caution|warning|careful|absender|vorsicht|vertrau|achtung|expéditeur|prudence|attention|remitente|precaución|atención|organización|mittente|attenzione|remetente|cuidado|atenção|afzender|let op|afsender|avsändar|avsender|forsigtig|varoitus|lähettäj|nadawc|uwaga|odesílatel|pozor|отправител|осторожн|внимание|відправник|увага|feladó|figyel|gönderen|dikkat|αποστολέ|προσοχή|送信者|注意|发件人|寄件者|발신|주의|مرسل|تحذير|שולח|người gửi|ผู้ส่ง/iu;
/** From outside of what: without it, a sentence about a link and an attachment is anybody's. */
const COMPANY =
  /organi[sz]a|company|unternehmen|firma|entreprise|société|empresa|azienda|bedrijf|virksomhed|företag|yrity|компани|підприєм|kuruluş|şirket|szervezet|οργανισμ|εταιρεί|組織|会社|組织|组织|公司|조직|회사|مؤسسة|شركة|ארגון|tổ chức|องค์กร/iu;
/** The mail it speaks of, in one sentence with where that comes from. */
const THIS_MAIL =
  /e-?mail|\b(?:message|sender|mail)\b|nachricht|absender|courriel|correo|mensaje|remitente|messaggio|mittente|mensagem|remetente|bericht|afzender|meddelande|avsändar|meddelelse|afsender|viesti|wiadomoś|nadawc|zpráv|письм|сообщен|повідомлен|лист|üzenet|ileti|μήνυμα|メール|邮件|郵件|메일|رسال|הודע/iu;
/** "[EXTERNAL]", "CAUTION:", "*** EXTERN ***": how such a notice begins, and people's sentences hardly ever. */
const TAGGED = /^(?:[\s*_=~!#-]|⚠\ufe0f?){0,8}(?:[[(<{【]\s?\p{Lu}|\p{Lu}{3,20}(?!\p{L})|[【[(]\p{Lo})/u;
/** Microsoft's first-contact tip, as its languages word it. */
const FIRST_CONTACT =
  /^\W{0,4}(?:you|some people who received this message) don[’']t often get e-?mail from|erhalten nicht (?:oft|häufig) e-?mails? von|n[’'](?:obtenez|recevez) pas souvent|ne recevez pas souvent|no suele(?:s)? recibir correo|non (?:ricevi|si ricevono|riceve) spesso|não costuma receber|ontvangt niet vaak e-?mail|får inte ofta e-?post|får ikke ofte (?:e-?post|e-?mail|mail)|mottar ikke ofte|et saa usein sähköpostia|(?:nie otrzymujesz często|rzadko otrzymujesz)|často nedostáváte|нечасто получаете|sık sık e-?posta almazsınız|受け取ることはあまりありません|不常收到|不經常收到|자주 받지 않/iu;
const TIP_LINK = /aka\.ms\/LearnAboutSenderIdentification/i;

/** A notice is a short paragraph; two may stand above each other. */
const MAX_LINES = 6;
const MAX_LENGTH = 700;

/** Where the writer's words begin below what filters and mail programs put above them; `start` where they put nothing. */
export function belowBanners(lines: MailLine[], { start, end }: { start: number; end: number }): number {
  let from = start;
  for (let notices = 0; notices < 2; notices++) {
    const below = belowBanner(lines, { start: firstSaid(lines, { start: from, end }), end });
    if (below === null) break;
    from = below;
  }
  return from;
}

function firstSaid(lines: MailLine[], { start, end }: { start: number; end: number }): number {
  let at = start;
  while (at < end && isBlank(lines[at])) at++;
  return at;
}

function belowBanner(lines: MailLine[], { start, end }: { start: number; end: number }): number | null {
  const first = belowFrame(lines, { start, end });
  for (let last = first; last < Math.min(end, first + MAX_LINES) && !isBlank(lines[last]); last++) {
    const text = lines
      .slice(first, last + 1)
      .map((line) => line.text)
      .join(' ');
    const isWhole = /[.!。！\])}*=]$/u.test(text) || isEnd(lines[last + 1]) || TIP_LINK.test(text);
    if (text.length <= MAX_LENGTH && isWhole && isBanner(text))
      return belowFrame(lines, { start: last + 1, end });
  }
  return null;
}

/** Filters draw lines around what they say. */
const isFrame = (line: MailLine | undefined) =>
  line !== undefined && /^[-_=*~#]{3,200}$|^\w{0,40}Banner(?:Start|End)$/.test(line.text);
const isEnd = (line: MailLine | undefined) => isBlank(line) || isFrame(line);

function belowFrame(lines: MailLine[], { start, end }: { start: number; end: number }): number {
  let at = start;
  while (at < end && isFrame(lines[at])) at++;
  return at;
}

function isBanner(text: string): boolean {
  if (TIP_LINK.test(text) || (FIRST_CONTACT.test(text) && addressesIn(text).length > 0)) return true;
  if (/[?？؟]/.test(text)) return false;
  const [outside, opened, trusted] = [OUTSIDE, OPENED, TRUSTED].map((about) => about.test(text));
  if (TAGGED.test(text))
    return opened ? outside || trusted || false : isTagAlone(text) || comesFromOutside(text);
  if (outside && isShortTag(text)) return true;
  return (
    (outside === true && opened === true && COMPANY.test(text)) ||
    (comesFromOutside(text) && !FIRST_PERSON.test(text))
  );
}

/** "[EXTERNAL EMAIL]" on a line of its own. */
const isTagAlone = (text: string) => text.length < 40 && /^[^\p{Ll}]+$/u.test(text) && OUTSIDE.test(text);
/** "External Email". */
const isShortTag = (text: string) =>
  text.length < 30 && /^\p{L}[\p{L}-]*(?: [\p{L}-]+){1,2}$/u.test(text) && THIS_MAIL.test(text);

/** One sentence says that this mail is from outside, and the rest what follows from it: for a person both go without saying. */
function comesFromOutside(text: string): boolean {
  const sentence = text.split(/[.!。！:]\s*/u).find((each) => THIS_MAIL.test(each) && OUTSIDE.test(each));
  if (sentence === undefined || sentence.length > MAX_SENTENCE) return false;
  return [OPENED, COMPANY, TRUSTED].some((about) => about.test(text));
}
const MAX_SENTENCE = 120;
/** A filter says "our organisation" at most, and speaks of no other mail. */
const FIRST_PERSON =
  /(?<!\p{L})(?:i|i[’'](?:m|ve|d|ll)|me|my|ich|mich|mir|meine?[mnrs]?|je|j[’']ai|mon|ma|mes|yo|mi|mío|io|mio|mia|ik|mijn|eu|meu|minha|jag|min|mitt|jeg|я|мой|мне|私|(?:your|ihre|deine|votre|ton|su|tu|vostra?|tua|uw|je) (?:last |letzte )?(?:e-?mail|mail|message|nachricht|courriel|correo|mensaje|messaggio|bericht))(?!\p{L})/iu;
