/** What mail programs write between dashes above a quoted mail, by language. Only the beginning counts. */
const ORIGINAL: Record<string, string> = {
  ar: 'الرسالة الأصلية|رسالة أصلية',
  bg: 'оригинално съобщение|първоначално съобщение|оригинален имейл',
  ca: 'missatge original',
  cs: 'původní zpráva|původní e-mail|původní email|originální zpráva',
  da: 'oprindelig meddelelse|oprindelig besked|original meddelelse|original besked|oprindelig mail',
  de: 'ursprüngliche nachricht|originalnachricht|original-nachricht|original nachricht|ursprüngliche mail|ursprüngliche e-mail|originalmail|original-mail',
  el: 'αρχικό μήνυμα|πρωτότυπο μήνυμα|αρχικο μηνυμα',
  en: 'original message|original email|original e-mail|original mail|original appointment|reply message|replied message|reply to message|initial message|in reply to',
  es: 'mensaje original|correo original|mensaje de respuesta|mensaje inicial',
  et: 'algne sõnum|algne kiri|originaalsõnum|algsõnum',
  fa: 'پیام اصلی',
  fi: 'alkuperäinen viesti|alkuperäinen sähköposti',
  fr: "message d’origine|message d'origine|message original|mail original|message initial|e-mail d’origine|courriel original",
  he: 'הודעה מקורית|ההודעה המקורית',
  hi: 'मूल संदेश',
  hr: 'originalna poruka|izvorna poruka|originalni mail',
  hu: 'eredeti üzenet|eredeti levél|eredeti email',
  id: 'pesan asli|pesan awal',
  is: 'upprunaleg skilaboð|upphafleg skilaboð|upprunalegur póstur',
  it: 'messaggio originale|messaggio originario|mail originale',
  ja: '元のメッセージ|元のメール|オリジナルメッセージ|original message',
  ko: '원본 메시지|원본 메일|원래 메시지|원본메시지|original message',
  lt: 'originalus laiškas|pradinis laiškas|originali žinutė|pirminis laiškas',
  lv: 'sākotnējā ziņa|oriģinālā ziņa|sākotnējais ziņojums|oriģinālais ziņojums',
  mk: 'оригинална порака',
  ms: 'mesej asal|mesej asli',
  nb: 'opprinnelig melding|original melding|opprinnelig e-post|opphavleg melding',
  nl: 'oorspronkelijk bericht|oorspronkelijke bericht|origineel bericht|oorspronkelijke mail|originele bericht',
  pl: 'oryginalna wiadomość|wiadomość oryginalna|wiadomość pierwotna|pierwotna wiadomość|treść oryginalnej wiadomości|oryginalny e-mail',
  pt: 'mensagem original|mensagem de origem|email original|e-mail original',
  ro: 'mesaj original|mesajul original|mesaj inițial',
  ru: 'исходное сообщение|оригинальное сообщение|исходное письмо|первоначальное сообщение|пересылаемое сообщение',
  sk: 'pôvodná správa|pôvodný e-mail|originálna správa',
  sl: 'izvirno sporočilo|originalno sporočilo|prvotno sporočilo',
  sr: 'originalna poruka|оригинална порука|првобитна порука|изворна порука',
  sv: 'ursprungligt meddelande|originalmeddelande|ursprungligt mail|ursprungligt mejl|ursprungligt e-postmeddelande|original meddelande',
  th: 'ข้อความต้นฉบับ|ข้อความเดิม|จดหมายเดิม|ต้นฉบับข้อความ',
  tr: 'orijinal mesaj|özgün ileti|orijinal ileti|özgün mesaj|asıl mesaj|orjinal mesaj',
  uk: 'оригінальне повідомлення|вихідне повідомлення|початкове повідомлення|исходное сообщение',
  vi: 'thư gốc|tin nhắn gốc|thư ban đầu|nguyên bản thư',
  zhHans: '原始邮件|邮件原件|原邮件|原始信息|回复的原邮件|回复的邮件|原始消息|原文',
  zhHant: '原始郵件|原始訊息|原信件|原郵件|原始信件',
};

const FORWARDED: Record<string, string> = {
  ar: 'رسالة معاد توجيهها|رسالة محولة|الرسالة المُعاد توجيهها',
  bg: 'препратено съобщение|начало на препратеното съобщение',
  ca: 'missatge reenviat|inici del missatge reenviat',
  cs: 'přeposlaná zpráva|předaná zpráva|začátek přeposílané zprávy|přeposlaný e-mail',
  da: 'videresendt meddelelse|videresendt besked|start på videresendt besked|videresendt mail',
  de: 'weitergeleitete nachricht|anfang der weitergeleiteten nachricht|anfang der weitergeleiteten e-mail|beginn der weitergeleiteten nachricht|weitergeleitet von|weitergeleitete mail',
  el: 'προωθημένο μήνυμα|έναρξη προωθημένου μηνύματος|αρχή προωθημένου μηνύματος',
  en: 'forwarded message|begin forwarded message|forwarded by|start of forwarded message|message transferred|forwarded mail|forwarded email',
  es: 'mensaje reenviado|mensaje enviado|inicio del mensaje reenviado|comienzo del mensaje reenviado',
  et: 'edastatud kiri|edastatud sõnum',
  fi: 'välitetty viesti|edelleenlähetetty viesti|välitetty viesti alkaa|edelleenlähetetty viesti alkaa',
  fr: 'message transféré|message transfere|début du message transféré|début du message réexpédié|courriel transféré|message réexpédié',
  he: 'הודעה שהועברה|תחילת ההודעה שהועברה|הועברה על ידי',
  hi: 'अग्रेषित संदेश',
  hr: 'proslijeđena poruka|početak proslijeđene poruke',
  hu: 'továbbított üzenet|továbbított levél|továbbított üzenet kezdete|továbbított levél kezdete',
  id: 'pesan terusan|pesan yang diteruskan|mulai pesan terusan',
  is: 'áframsend skilaboð|framsend skilaboð',
  it: 'messaggio inoltrato|inizio messaggio inoltrato|messaggio inoltrato da',
  ja: '転送メッセージ|転送されたメッセージ|転送メール|以下は転送されたメッセージです',
  ko: '전달된 메시지|전달된 메일|전달된 편지|전달받은 메일',
  lt: 'persiųstas laiškas|persiųsta žinutė|persiųstas pranešimas',
  lv: 'pārsūtīta ziņa|pārsūtītā ziņa|pārsūtīts ziņojums',
  nb: 'videresendt melding|start på videresendt melding|vidaresend melding',
  nl: 'doorgestuurd bericht|begin doorgestuurd bericht|doorgezonden bericht',
  pl: 'przekazana wiadomość|wiadomość przekazana dalej|początek przekazywanej wiadomości|wiadomość przekazana|treść przekazanej wiadomości',
  pt: 'mensagem encaminhada|mensagem reencaminhada|início da mensagem encaminhada|início da mensagem reenviada|mensagem reenviada',
  ro: 'mesaj redirecționat|mesaj retransmis|mesaj redirectionat|începutul mesajului redirecționat',
  ru: 'пересланное сообщение|перенаправленное сообщение|начало переадресованного сообщения|начало пересылаемого сообщения|пересылаемое письмо|пересланное письмо',
  sk: 'preposlaná správa|začiatok preposlanej správy|odovzdaná správa',
  sl: 'posredovano sporočilo|začetek posredovanega sporočila',
  sr: 'prosleđena poruka|прослеђена порука',
  sv: 'vidarebefordrat meddelande|vidarebefordrat brev|vidarebefordrat mail|vidarebefordrat mejl|början på vidarebefordrat brev',
  th: 'ข้อความที่ส่งต่อ|ข้อความส่งต่อ|เริ่มข้อความที่ส่งต่อ',
  tr: 'iletilen mesaj|yönlendirilmiş mesaj|iletilen ileti|yönlendirilen ileti|i̇letilmiş mesaj|iletilmiş ileti başlangıcı',
  uk: 'переслане повідомлення|пересланий лист|початок пересланого повідомлення|початок листа, що пересилається',
  vi: 'thư được chuyển tiếp|thư đã chuyển tiếp|tin nhắn đã chuyển tiếp|bắt đầu thư được chuyển tiếp|forwarded message',
  zhHans: '转发的邮件|转发邮件|已转发的邮件|转发邮件信息|下面是被转发的邮件',
  zhHant: '轉寄的郵件|轉寄郵件|已轉寄的郵件|轉寄訊息|已轉寄的訊息|開始轉寄郵件',
};

const phrases = (table: Record<string, string>) => Object.values(table).flatMap((each) => each.split('|'));
const forwards = new Set(phrases(FORWARDED));
/** By their first letters, so that a mail full of dashes is not compared with every language. */
const KEY = 3;
const byKey = new Map<string, string[]>();
for (const each of [...phrases(ORIGINAL), ...forwards]) {
  byKey.set(each.slice(0, KEY), [...(byKey.get(each.slice(0, KEY)) ?? []), each]);
}

/** Decoration on either side of a divider's words. */
const LEADING = /^[-_=*~#<>\s–—|+.]{0,80}/;
const TRAILING = /[-_=*~#<>\s–—|+.:：]{0,80}$/;

/** Whether a line is "-----Original Message-----" or "Begin forwarded message:" in one of many languages. */
export function isDivider(text: string): boolean {
  if (text.length > 160) return false;
  const lead = LEADING.exec(text)?.[0] ?? '';
  const words = text.slice(lead.length).toLowerCase();
  if (lead.replace(/\s/g, '').length >= 2) {
    return (byKey.get(words.slice(0, KEY)) ?? []).some((each) => words.startsWith(each));
  }
  return /[:：]\s*$/.test(text) && forwards.has(words.replace(TRAILING, ''));
}

/** The same words without any decoration, as BlackBerry puts them above its header block. */
export const isBareDivider = (text: string) =>
  text.length < 60 && (byKey.get(text.slice(0, KEY).toLowerCase()) ?? []).includes(text.toLowerCase());
