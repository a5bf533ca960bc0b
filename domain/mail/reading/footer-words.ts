/** What phones and mail programs add below a mail, by language; `…` stands for the device. */
const SENT_FROM: Record<string, string> = {
  ar: 'أُرسلت من|أرسلت من|مرسل من|تم الإرسال من',
  bg: 'изпратено от|изпратено с',
  ca: 'enviat des|enviat amb',
  cs: 'odesláno z|odesláno pomocí|odesláno ze|posláno z',
  da: 'sendt fra|sendt med|sendt via',
  de: 'von meinem … gesendet|gesendet von|gesendet mit|gesendet über|diese nachricht wurde von|von unterwegs gesendet|von mobilgerät gesendet|von meinem|gesendet aus|mobil gesendet',
  el: 'στάλθηκε από|εστάλη από|αποστολή από',
  en: 'sent from|sent via|sent with|sent using|sent by|from my|get outlook for|get bluemail for|typed on|written on my|composed on',
  es: 'enviado desde|enviado con|enviado de|obtener outlook para|enviado por|mandado desde',
  et: 'saadetud minu|saadetud',
  fa: 'ارسال شده از|ارسال‌شده از',
  fi: 'lähetetty|hanki outlook',
  fr: 'envoyé de|envoyé depuis|envoyé à partir|envoyé avec|obtenir outlook pour|télécharger outlook pour|provenance : courrier|envoyé via|envoyé par|message envoyé depuis',
  he: 'נשלח מ|נשלח מה|נשלח באמצעות',
  hi: 'मेरे … से भेजा गया',
  hr: 'poslano s|poslano sa|poslano pomoću',
  hu: 'elküldve az|küldve|elküldve a|az iphone-omról küldve|az … küldve',
  id: 'dikirim dari|terkirim dari',
  is: 'sent úr|sent frá',
  it: 'inviato da|inviato dal|inviato con|scarica outlook per|ottieni outlook per|inviata da|inviato tramite',
  ja: '…から送信|送信元|… から送信',
  ko: '나의 …에서 보냄|내 …에서 보냄|… 에서 보냄|…에서 보냄',
  lt: 'išsiųsta iš|siųsta iš',
  lv: 'nosūtīts no|sūtīts no',
  nb: 'sendt fra|sendt med|skaff deg outlook',
  nl: 'verzonden vanaf|verstuurd vanaf|verzonden met|verstuurd met|verzonden van|outlook voor|verzonden via|verstuurd vanuit|verzonden door|download outlook voor',
  pl: 'wysłane z|wysłano z|wysłane za pomocą|pobierz aplikację outlook|wysłane ze',
  pt: 'enviado do|enviado de|enviado a partir|enviado pelo|obter o outlook para|obtenha o outlook para|enviado via|enviado por|enviada do',
  ro: 'trimis de pe|trimis din|trimis de la',
  ru: 'отправлено с|отправлено из|отправлено через|послано с|отправлено от|отправлено со',
  sk: 'odoslané z|odoslané zo|odoslané pomocou|poslané z',
  sl: 'poslano iz|poslano z',
  sr: 'poslato sa|послато са|poslato iz|poslato s',
  sv: 'skickat från|skickad från|skickat via|skickat med|skaffa outlook|hämta outlook',
  th: 'ส่งจาก|ส่งมาจาก',
  tr: '… gönderildi|…’dan gönderildi|… cihazımdan gönderildi|outlook’u edinin|…dan gönderildi',
  uk: 'надіслано з|відправлено з|надіслано із|надіслано через',
  vi: 'được gửi từ|đã gửi từ|gửi từ',
  zhHans: '发自我的|发自|从我的 … 发送|来自我的|从我的…发送|获取 outlook',
  zhHant: '從我的 … 傳送|從我的…傳送|寄自我的|傳送自|發自我的|取得 outlook',
};

/** What such a footer names: without it the line is somebody's sentence. */
const DEVICE =
  /i-?phon|i-?pad|i-?pod|android|samsung|galaxy|black-?berry|htc|nokia|huawei|xiaomi|redmi|honor|oppo|pixel|oneplus|xperia|sony|motorola|\bmoto\b|windows|mobil|mobiel|móvil|movil|portable|téléphone|telefon|telefoon|teléfono|telemóvel|cellulare|celular|handy|smartphone|phone|tablet|\bcell\b|\bmac\b|macbook|outlook|yahoo|gmail|\bmail\b|proton|hotmail|aol|\bgmx\b|web\.de|mail\.ru|яндекс|yandex|почт|t-online|zoho|zimbra|airmail|spark|sparrow|mailbox|nylas|k-9|bluemail|edison|tutanota|tuta|thunderbird|evolution|posteo|hushmail|fastmail|inbox|superhuman|device|gerät|appareil|dispositivo|apparat|enhet|urządzeni|zařízen|устройств|пристро|телефон|мобильн|айфон|手机|手機|电话|スマートフォン|メール|アイフォン|이메일|휴대|아이폰|갤럭시|ios\b|alcatel|\bti-\d|siemens|lumia|nexus|surface|chromebook|kindle|apple|watch/iu;

const escaped = (phrase: string) => phrase.replace(/[.*+?()[\]\\]/g, '\\$&').replace('…', '.{1,40}?');
const SENT = new RegExp(
  `^[^\\p{L}\\p{N}]{0,12}(?:${Object.values(SENT_FROM).join('|').split('|').map(escaped).join('|')})`,
  'iu',
);
/** Beyond this it is a sentence that happens to begin so. Links are not counted. */
const MAX_LENGTH = 110;
const LINK = /[(<[]{0,2}(?:https?:\/\/|www\.)[^\s)>\]]{1,500}[)>\]]{0,2}/g;
/** What else may stand below everything, by its first words. */
const NOTICE =
  /^[^\p{L}\p{N}]{0,12}(?:sent securely|secured with|scanned by|virus-free|libre de virus|virenfrei|sans virus|garanti sans virus|privo di virus|bez wirusów|вирусов нет|this email has been checked for viruses|please excuse (?:any )?(?:typos|brevity|my brevity|the brevity)|excuse (?:typos|my brevity)|sorry for (?:any )?typos|download the .{2,30} app|von meinem mobil|someone from mobile|do you yahoo|yahoo mail:)/iu;

/** A line that a phone or a mail program adds below everything. */
export function isFooter(text: string): boolean {
  if (text.length > 600) return false;
  if (NOTICE.test(text)) return text.length <= 200;
  const words = text.replace(LINK, '').trim();
  if (words.length > MAX_LENGTH || !SENT.test(words)) return false;
  return (DEVICE.test(words) || DEVICE.test(text)) && !isSentence(words);
}

/** "Sent from my desk, is much easier …" goes on after its comma; "…, please excuse any typos." is still a footer. */
function isSentence(words: string): boolean {
  return (
    /[,;.!?。] ?\p{Ll}{2,}/u.test(words) &&
    !/excuse|typo|brevity|sorry|entschuldig|pardon|disculp|scus|fautes/iu.test(words)
  );
}
