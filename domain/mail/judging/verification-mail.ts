import type { InboundMail } from '../inbound-mail.ts';
import { splitAddress } from '../address/reply-address.ts';

const MACHINE_NAMES =
  /^(no[-_.]?reply|do[-_.]?not[-_.]?reply|donotreply|notifications?|verify|verification|verifier|confirm(ations?)?|accounts?|account[-_.]?security|security|signup|sign[-_.]?up|registration|invit(e|es|ations?)|mailer|auth|login|id|feedback)([-_.+]|$)/i;

/** What services write when they want to know whose an address is. Kept to words that people seldom use in a subject. */
const SUBJECT = new RegExp(
  [
    "(verify|confirm|activate|validate)[\\w\\s’']{0,30}(e-?mail|address|account|identity|sign-?up|registration|subscription)",
    '(e-?mail|address|account|identity)[\\w\\s]{0,20}(verification|confirmation|activation)',
    '(verification|confirmation|security|access|log-?in|sign-?in|one-?time|authentication)[\\s-]{1,3}(code|link|pass(code|word))',
    '\\b(your|the|is)\\b.{0,40}\\bcode\\b.{0,12}\\d{4,8}',
    '\\b\\d{4,8}\\b.{0,12}\\b(is|est|ist|es|è)\\b.{0,40}\\b(code|código|codice)',
    "(reset|change)[\\w\\s’']{0,20}password|password[\\w\\s]{0,10}reset",
    '(magic|sign-?in|log-?in)[\\s-]link',
    "(invited|invitation|join)[\\w\\s’']{0,40}(workspace|team|organi[sz]ation|account)",
    '(bestätig|verifizier)\\S{0,6}.{0,30}(e-?mail|adresse|konto|registrierung)|bestätigungscode|einmalcode|passwort zurücksetzen',
    '(confirme|vérifie|valide)\\S{0,4}.{0,30}(adresse|e-?mail|compte|inscription)|code de (vérification|confirmation|sécurité)',
    '(confirma|conferma|verifica|valida|convalida)\\S{0,3}.{0,30}(correo|cuenta|e-?mail|conta|endereço|indirizzo|account)|código de (verificación|verificação|seguridad|acesso)|codice di (verifica|sicurezza)',
    '(bevestig|verifieer).{0,30}(e-?mail|adres|account)|verificatiecode',
    'подтвердите|код подтверждения|验证码|驗證碼|確認コード|認証コード|인증 ?(번호|코드)|doğrulama kodu|kod weryfikacyjny|potwierdź',
  ].join('|'),
  'iu',
);

/**
 * Whether a service asks here who an address belongs to. Such a mail at a reply address means that somebody used that
 * address to open an account in the company's name (the "ticket trick" of 2017), so nobody outside the team may see it.
 */
export function looksLikeVerification(mail: Pick<InboundMail, 'from' | 'subject'>): boolean {
  const { local } = splitAddress(mail.from?.email ?? '');
  return MACHINE_NAMES.test(local) || SUBJECT.test(mail.subject.slice(0, 300));
}
