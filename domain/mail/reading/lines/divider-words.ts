/** A message or a mail, in the languages of mail programs: stems where the word's end changes. */
const NOUNS =
  'message|mail|appointment|nachricht|courriel|mensaje|correo|messaggio|mensagem|missatge|mensaxe|mesaj|mesaĝ|mesazh|mezu|bericht|boodskap|meddel|besked|melding|mejl|brev|e-post|viesti|sähköposti|skilaboð|póstur|sõnum|kiri|ziņ|vēstul|laišk|žinut|pranešim|wiadomoś|e-mail|zpráv|správ|sporočil|poruk|neges|teachtaireacht|üzenet|levél|ileti|məktub|thư|tin nhắn|pesan|mesej|ujumbe|съобщени|имейл|сообщени|письм|повідомлен|лист|ліст|паведамлен|порак|порук|хабарлама|μήνυμα|μηνυμα|წერილ|შეტყობინებ|հաղորդագր|նամակ|رسالة|پیام|نامه|پیغام|הודעה|संदेश|বার্তা|செய்தி|ข้อความ|จดหมาย|メッセージ|メール|메시지|메일|편지|邮件|郵件|信息|消息|訊息|信件|原文';

/** What programs call the message that a mail answers. */
const ANSWERED =
  'origin|oryginal|orijinal|orjinal|oriģināl|reply|replied|respuesta|initial|inicial|inițial|ursprüng|ursprung|oprindelig|opprinnelig|opphavleg|oorspronk|původní|pôvodn|izvirn|izvorn|prvotn|algne|algs|alkuper|upphaf|upprun|eredet|pierwotn|asli|awal|asal|sākotnēj|pirmin|pradin|wreiddiol|jatorri|gốc|ban đầu|özgün|asıl|ilk|ориг|орыг|първонач|первонач|початков|исходн|вихідн|зыходн|првобитн|изворн|αρχικ|πρωτότυπ|الأصلية|أصلية|اصلی|מקורית|मूल|ต้นฉบับ|เดิม|元の|オリジナル|원본|원래|原|回复|回覆';

/** What they call one that is passed on. */
const FORWARDED =
  'forward|weitergeleit|transferred|transfér|transfere|réexp|reenv|reencam|encaminh|inoltrat|doorgestuur|doorgezonden|videresen|vidaresen|vidarebeford|välitetty|edelleen|áframsend|framsend|edasta|pārsūt|persiųs|przekaz|przesła|přepos|předan|prepos|odovzdan|posredov|proslij|prosleđ|прослеђ|препрат|пересл|пересыл|пересил|перенаправ|переадрес|προωθ|iletil|yönlendir|i̇letil|továbbít|redirec|retransm|معاد|محول|שהועבר|הועבר|अग्रेषित|ส่งต่อ|chuyển tiếp|terusan|diteruskan|転送|전달|转发|轉寄';

/**
 * Frozen: a word that is missing here is no reason to add it. A framed line above something certain is found without words
 * (climb.ts), and so is whatever carries a day and our address.
 */
const NOUN = new RegExp(NOUNS, 'iu');
const FORWARD = new RegExp(FORWARDED, 'iu');
const ADJECTIVE = new RegExp(`${ANSWERED}|${FORWARDED}`, 'iu');

/** "Original message", "Beginn der weitergeleiteten E-Mail"; more is a sentence. */
const MAX_WORDS = 6;
const MAX_LENGTH = 80;

const isShort = (words: string) =>
  words.length <= MAX_LENGTH && words.split(/\s+/, MAX_WORDS + 1).length <= MAX_WORDS;

/** Whether words are what a mail program calls the message it quotes. */
export const namesQuotedMail = (words: string) => isShort(words) && NOUN.test(words) && ADJECTIVE.test(words);

export const namesForward = (words: string) => isShort(words) && NOUN.test(words) && FORWARD.test(words);

export const passesOn = (words: string) => FORWARD.test(words.slice(0, MAX_LENGTH));

export const namesMail = (words: string) => isShort(words) && NOUN.test(words);
