import { withoutMarks } from '../../../text/fold-marks.ts';

/** How mail servers name a bounce, in the languages they speak. */
const SUBJECT =
  /undeliver|undelivered|not delivered|non-?deliver|returned (?:mail|message|e-?mail|to sender)|returning (?:message|mail)|delivery (?:status|failure|failed|report|notif|incomplete|has failed|problem|error|unsuccessful|delay|aborted)|failed delivery|failure (?:notice|delivery)|mail (?:delivery|system) (?:fail|err|status|problem)|mail (?:failure|error|could not)|mailer-daemon|message (?:undeliverable|not deliver|delayed|delivery|could not)|could not (?:be delivered|send|deliver)|cannot (?:be delivered|deliver)|unable to deliver|warning: could not send|error sending your|bounce|returned due to|user unknown|rejected (?:mail|message)|unzustellbar|nicht zugestellt|zustell(?:ung|fehler|problem)|rücksendung|nachricht unzustell|non remis|échec (?:de|d’|d'|lors)|non distribu|non délivr|impossible de (?:remettre|délivrer)|no (?:se pudo|se ha podido|se puede) entregar|devuelto|error de entrega|no entregad|fallo (?:en la|de) entrega|não (?:foi )?entregue|falha (?:na|de|no) entrega|devolvid|não (?:pôde|pode) ser entregue|mancato recapito|mancata consegna|non recapit|consegna (?:non|fallita)|niet bezorgd|onbestelbaar|niet afgeleverd|kan ej levereras|kunde inte levereras|olevererat|oleverer|går inte att leverera|ikke leveres|ikke leveret|ikke levert|toimitus epäonnistui|ei voitu toimittaa|ei voida toimittaa|palautettu|niedostarcz|nie dostarcz|nie można dostarczyć|zwrot|nedoruč|nelze doručit|vráceno|kézbesíthetetlen|sikertelen kézbesít|nelivrat|livrare eșuat|недоставлен|не доставлен|не (?:было|может быть) доставлен|ошибка доставки|возвращ|недоставено|не доставлено|помилка доставки|αδύνατη η παράδοση|αποτυχία παράδοσης|μη παραδο|teslim edilemedi|iletilemedi|לא ניתן למסירה|לא נמסרה|לא ניתן למסור|لم يتم تسليم|تعذر التسليم|không gửi được|không thể gửi|ส่งไม่|ไม่สามารถส่ง|gagal (?:terkirim|dikirim)|tidak terkirim|배달 실패|전송 실패|반송|배달되지|配信(?:不能|エラー|できません|失敗)|送信エラー|配達不能|エラーメール|未送达|退信|退回|无法投递|投递失败|發送失敗|傳遞失敗|退件|無法傳遞|無法寄達|未傳遞/iu;
/** What a bounce says about why: an enhanced status code, a field of RFC 3464, or a server's usual words. */
const BODY =
  /\b[45]\d\d[ -](?:\(?#?)?[45]\.\d{1,3}\.\d{1,3}|\(#[45]\.\d{1,3}\.\d{1,3}\)|^(?:final-recipient|diagnostic-code|reporting-mta):|could not be delivered|couldn['’]t be delivered|undeliverable|delivery (?:to|has|failed|of your)|user unknown|unknown user|no such (?:user|address|mailbox|person)|mailbox (?:is )?(?:full|unavailable|not found|disabled)|over ?quota|permanent(?:ly)? (?:fatal )?(?:error|fail)|(?:returned|original) message (?:follows|below)|transcript of (?:the )?session|host (?:unknown|not found)|did not reach|address(?:es)? (?:failed|rejected|unknown|not found)|relaying denied|recipient (?:rejected|unknown|not found)|does not exist|konnte nicht zugestellt|nicht zustellbar|n['’]a pas pu être|no se pudo entregar|não (?:foi|pôde ser) entregue|impossibile recapitare|kon niet worden|не может быть доставлен|не удалось доставить|配信できません|送信できません|配達できません|无法投递|無法傳遞/imu;
const REPORT = /^(?:final-recipient|original-recipient):[^\n]{1,300}$/im;
const REPORT_ACTION = /^action: {0,5}(?:failed|delayed|expired)/im;
const MAX_BODY = 20_000;

/** What a person who complains about a courier's delivery does not write. */
const SERVER =
  /\b[45]\d\d[ -](?:\(?#?)?[45]\.\d{1,3}\.\d{1,3}|\(#[45]\.\d{1,3}\.\d{1,3}\)|^(?:final-recipient|diagnostic-code|reporting-mta):|user unknown|unknown user|permanent(?:ly)? fatal|transcript of (?:the )?session|relaying denied|recipient (?:rejected|unknown)|(?:mail|message|e-?mail)[^\n]{0,60}could(?: not|n['’]t) be delivered/im;
const ANSWERS = /^\s{0,5}\p{L}{1,4}\s?(?:\[\d+\])?[:：]/u;

/** A subject that only mail servers begin with: an answer to one is a person's. */
export const bounceSubject = (subject: string) =>
  SUBJECT.test(subject.slice(0, 500)) || UNMARKED.test(withoutMarks(subject.slice(0, 500)));
const UNMARKED = new RegExp(withoutMarks(SUBJECT.source), 'iu');
export const isAnswer = (subject: string) => ANSWERS.test(subject.slice(0, 500));
export const quotesServer = (body: string) => SERVER.test(body.slice(0, MAX_BODY));
export const saysBounced = (body: string) => BODY.test(body.slice(0, MAX_BODY));
/** The machine-readable part of a bounce, which some providers put into the text (RFC 3464). */
export const holdsDeliveryReport = (body: string) =>
  REPORT.test(body.slice(0, MAX_BODY)) && REPORT_ACTION.test(body.slice(0, MAX_BODY));

/** A read receipt (RFC 8098) or a complaint of a feedback loop (RFC 5965), likewise. */
export const holdsOtherReport = (body: string) =>
  /^(?:feedback-type: {0,5}(?:abuse|fraud|opt-out|not-spam|virus|other|dkim|auth-failure|complaint)|disposition: {0,5}(?:manual|automatic)-action\/|this is an e-?mail abuse report for an)/im.test(
    body.slice(0, MAX_BODY),
  );
