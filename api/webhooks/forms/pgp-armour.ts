const SIGNED = '-----BEGIN PGP SIGNED MESSAGE-----';
const SIGNATURE = '-----BEGIN PGP SIGNATURE-----';
const ENCRYPTED = '-----BEGIN PGP MESSAGE-----';
const END = '-----END PGP';

/** The words of a text that PGP signed in place (RFC 9580, 7); null when it did not. */
export function signedWords(text: string): string | null {
  const begin = text.indexOf(SIGNED);
  const end = text.indexOf(SIGNATURE, begin);
  if (begin < 0 || end < 0) return null;
  const inside = text.slice(begin + SIGNED.length, end).replace(/\r\n?/g, '\n');
  const blank = inside.indexOf('\n\n');
  const words = inside.slice(blank < 0 ? 0 : blank + 2).replace(/^- /gm, '');
  return outside(text, { begin, end }, words);
}

/** What stands around an encrypted text; null when none is encrypted. */
export function aroundEncrypted(text: string): string | null {
  const begin = text.indexOf(ENCRYPTED);
  return begin < 0 ? null : outside(text, { begin, end: begin }, '');
}

function outside(text: string, { begin, end }: { begin: number; end: number }, words: string): string {
  const close = text.indexOf(END, end);
  const after = close < 0 ? '' : text.slice(close).replace(/^[^\n]*/, '');
  return `${text.slice(0, begin)}${words}${after}`.trim();
}

export const isEncryptedBlock = (head: string): boolean => head.trimStart().startsWith(ENCRYPTED);
