const NAMES: Record<string, string> = {
  'application/pgp-encrypted': 'pgp-version.txt',
  'application/pgp-signature': 'signature.asc',
  'application/pkcs7-signature': 'smime.p7s',
  'application/x-pkcs7-signature': 'smime.p7s',
  'application/pkcs7-mime': 'smime.p7m',
  'application/x-pkcs7-mime': 'smime.p7m',
  'application/ms-tnef': 'winmail.dat',
  'text/calendar': 'invite.ics',
  'message/rfc822': 'message.eml',
  'message/delivery-status': 'delivery-status.txt',
  'application/pdf': 'document.pdf',
  'text/plain': 'text.txt',
  'text/html': 'page.html',
};

/** What to call a file that came without a name, by what it says it is. Empty: nothing better than "file". */
export function unnamedFile(contentType: string): string {
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const picture = /^image\/(png|jpe?g|gif|webp|heic)$/.exec(type)?.[1];
  return NAMES[type] ?? (picture ? `picture.${picture}` : '');
}
