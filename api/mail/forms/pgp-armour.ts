const SIGNED = '-----BEGIN PGP SIGNED MESSAGE-----';
const SIGNATURE = '-----BEGIN PGP SIGNATURE-----';
const ENCRYPTED = '-----BEGIN PGP MESSAGE-----';
const END = '-----END PGP';

/** The words of a text that PGP signed in place (RFC 9580, 7); null when it did not. */
export function signedWords(text: string): string | null {
  const begin = lineAt(text, SIGNED);
  const end = text.indexOf(SIGNATURE, begin);
  if (begin < 0 || end < 0) return null;
  const inside = text.slice(begin + SIGNED.length, end).replace(/\r\n?/g, '\n');
  const blank = inside.indexOf('\n\n');
  const words = inside.slice(blank < 0 ? 0 : blank + 2).replace(/^- /gm, '');
  return outside(text, { begin, end }, words);
}

/** What stands around an encrypted text; null when none is encrypted. One that was quoted is somebody else's. */
export function aroundEncrypted(text: string): string | null {
  const begin = lineAt(text, ENCRYPTED);
  return begin < 0 ? null : outside(text, { begin, end: begin }, '');
}

/** Where a line begins so; -1 when none does. */
function lineAt(text: string, beginning: string): number {
  if (text.startsWith(beginning)) return 0;
  const before = text.indexOf(`\n${beginning}`);
  return before < 0 ? -1 : before + 1;
}

function outside(text: string, { begin, end }: { begin: number; end: number }, words: string): string {
  const close = text.indexOf(END, end);
  const after = close < 0 ? '' : text.slice(close).replace(/^[^\n]*/, '');
  return `${text.slice(0, begin)}${words}${after}`.trim();
}

/** As text, or as the packet with which the key's owner is told (RFC 9580, 4.2: tag 1 or 3). */
export const isEncryptedBlock = (head: Buffer): boolean =>
  head.toString('latin1').trimStart().startsWith(ENCRYPTED) || TOLD.has(head[0] ?? 0);
const TOLD = new Set([0x84, 0x85, 0x86, 0x8c, 0x8d, 0xc1, 0xc3]);
