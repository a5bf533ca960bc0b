export type HeaderKind = 'from' | 'date' | 'to' | 'cc' | 'subject' | 'other';

const KINDS: HeaderKind[] = ['from', 'date', 'to', 'cc', 'subject', 'other'];

/** What mail programs call the headers of a quoted mail, by language: from | date | to | cc | subject | other. */
const HEADER_NAMES: Record<string, string> = {
  ar: 'من|التاريخ,تاريخ الإرسال,تم الإرسال,مرسل|إلى,الى|نسخة,نسخة إلى|الموضوع|',
  bg: 'от|изпратено,дата,изпратен|до,на|копие,як|тема,относно|',
  ca: 'de|data,enviat,enviat el|per a,a|a/c,cc|assumpte,tema|',
  cs: 'od|odesláno,datum,posláno,dne|komu,pro|kopie,cc|předmět|přílohy',
  da: 'fra|sendt,dato|til|cc,kopi|emne|',
  de: 'von,absender|gesendet,datum,gesendet am,versendet|an,empfänger|cc,kopie,kopie an|betreff,thema|antwort an,bcc,anlagen,wichtigkeit',
  el: 'από|στάλθηκε,απεστάλη,ημερομηνία|προς|κοιν,κοινοποίηση|θέμα|',
  en: 'from|sent,date,sent at,sent on,date sent|to,recipient|cc,copy|subject,re|reply-to,reply to,bcc,importance,priority,organization,attachments,sent by,resent-from,message-id,x-mailer,sender',
  es: 'de,desde|enviado,fecha,enviado el,enviado en,enviada el|para,a|cc,con copia|asunto|responder a',
  et: 'saatja,kellelt|saadetud,kuupäev|adressaat,kellele|koopia|teema|',
  eu: 'nork,bidaltzailea|data,bidaltze-data|nori|cc|gaia|',
  fa: 'از,فرستنده|تاریخ,ارسال‌شده|به,گیرنده|رونوشت|موضوع|',
  fi: 'lähettäjä,keneltä|lähetetty,päiväys,pvm,päivämäärä|vastaanottaja,kenelle,saaja|kopio|aihe|',
  fr: 'de,expéditeur|envoyé,envoyé le,date,envoyé à,date d’envoi|à,a,destinataire,pour|cc,copie à|objet,sujet|répondre à,pièces jointes',
  he: 'מאת|נשלח,תאריך,נשלח ב|אל,ל|עותק,העתק|נושא|',
  hi: 'प्रेषक,से|दिनांक,भेजा गया|सेवा में,प्रति|प्रतिलिपि|विषय|',
  hr: 'od,šalje,pošiljatelj|poslano,datum|za,prima|kopija|predmet,tema|',
  hu: 'feladó,küldő|elküldve,dátum,küldve,küldés dátuma|címzett|másolatot kap,másolat|tárgy|',
  id: 'dari|dikirim,tanggal,terkirim|kepada,untuk,ke|tembusan|perihal,subjek,hal|',
  is: 'frá|sent,dags,dagsetning|til|afrit|efni|',
  it: 'da,mittente|inviato,data,inviato il,data invio|a,destinatario|cc,per conoscenza|oggetto|rispondi a,risposta',
  ja: '差出人,送信者,from|送信日時,日時,日付,送信日|宛先|cc,ｃｃ|件名,題名|',
  ko: '보낸 사람,보낸사람,발신|보낸 날짜,보낸날짜,날짜,보낸시간,보냄|받는 사람,받는사람,수신|참조|제목|',
  lt: 'nuo,siuntėjas|išsiųsta,data|kam,iki|kopija|tema|',
  lv: 'no,sūtītājs|nosūtīts,datums|kam,adresāts|kopija|temats,tēma|',
  mk: 'од|испратено,датум|до|копија|предмет,тема|',
  ms: 'daripada|dihantar,tarikh|kepada|salinan kepada|subjek,perkara|',
  nb: 'fra|sendt,dato|til|kopi|emne|',
  nl: 'van|verzonden,datum,verzonden op,verstuurd|aan|cc,kopie|onderwerp|antwoord aan',
  pl: 'od,nadawca|wysłano,data,wysłane|do,adresat|dw,kopia,do wiadomości|temat|',
  pt: 'de|enviado,enviada,data,enviado em,enviada em,enviado a|para|cc,c/c|assunto|responder a',
  ro: 'de la,from|trimis,data,trimisă,expediat|către,catre|cc,copie|subiect|',
  ru: 'от,от кого,отправитель|отправлено,дата,послано,отправлен|кому,получатель|копия|тема|',
  sk: 'od,odosielateľ|odoslané,dátum,poslané|komu|kópia|predmet|',
  sl: 'od,pošiljatelj|poslano,datum|za,komu|kp,kopija|zadeva|',
  sr: 'од,šalje,пошиљалац|послато,датум,poslato|за,коме,prima|копија|наслов,предмет,тема,naslov|',
  sv: 'från|skickat,datum,skickades|till|kopia|ämne|',
  th: 'จาก|ส่ง,วันที่,ส่งเมื่อ|ถึง|สำเนา,สำเนาถึง|เรื่อง,หัวเรื่อง,ชื่อเรื่อง|',
  tr: 'kimden,gönderen,kaynak|gönderildi,tarih,gönderilme tarihi,gönderim tarihi|kime,alıcı|bilgi|konu|',
  uk: 'від,відправник|надіслано,дата,відправлено|кому,до|копія|тема|',
  vi: 'từ,người gửi|đã gửi,ngày,ngày gửi,vào lúc|đến,tới,người nhận|đồng gửi|chủ đề,tiêu đề|',
  zhHans: '发件人,寄件人,发信人|发送时间,日期,发送日期,时间,发件时间|收件人|抄送,抄送人|主题,标题|',
  zhHant: '寄件者,寄件人|寄件日期,傳送時間,日期,寄送日期,發送時間|收件者,收件人|副本|主旨,主題|',
};

const kindByName = new Map<string, HeaderKind>();
for (const names of Object.values(HEADER_NAMES)) {
  names.split('|').forEach((list, column) => {
    const kind = KINDS[column];
    // A name that two languages use for different headers keeps its first meaning; blocks are judged by several lines.
    for (const name of list.split(',')) if (name && kind && !kindByName.has(name)) kindByName.set(name, kind);
  });
}

/** The longest name, decoration included. */
const MAX_NAME = 40;

/** Which header a line such as "*From:* Ana" or "Envoyé le : …" is, or null. */
export function headerKind(text: string): HeaderKind | null {
  const colon = text.slice(0, MAX_NAME).search(/[:：]/);
  if (colon < 1) return null;
  return headerNamed(text.slice(0, colon));
}

/** Which header a name without its colon is, or null. */
export function headerNamed(name: string): HeaderKind | null {
  if (name.length > MAX_NAME) return null;
  const bare = name.replace(/[*_|\s"]+/g, ' ').trim();
  return kindByName.get(bare.toLowerCase()) ?? null;
}
