import { sizeInWords } from './attachment.ts';
import { extensionOf } from './file-name.ts';
import { MAX_FILES } from '../limits.ts';

/** Postmark takes 10 MB for the whole mail after base64, which makes bytes a third larger (https://postmarkapp.com/developer/user-guide/send-email-with-api). */
const MAX_ENCODED = 10_000_000;
/** Both bodies with their quotes, the headers, and a little air. */
const KEPT_FOR_WORDS = 500_000;
/** Bytes of all files of one mail. */
export const MAX_FILE_BYTES = Math.floor(((MAX_ENCODED - KEPT_FOR_WORDS) / 4) * 3);

/** What Postmark refuses with its error 411, whatever the bytes are. */
const FORBIDDEN = new Set(
  'vbs exe bin bat chm com cpl crt hlp hta inf ins isp jse lnk mdb pcd pif reg scr sct shs vbe vba wsf wsh wsl msc msi msp mst'.split(
    ' ',
  ),
);

interface FileToSend {
  name: string;
  size: number;
}

/** Why these files cannot go with one mail, in words for whoever attaches them; null when they can. */
export function whyNotSendable(files: FileToSend[]): string | null {
  if (files.length > MAX_FILES) return `A reply takes at most ${MAX_FILES} files.`;
  const forbidden = files.find(({ name }) => FORBIDDEN.has(extensionOf(name)));
  if (forbidden) {
    return `“${forbidden.name}” cannot be mailed: .${extensionOf(forbidden.name)} files are refused because they can run. Put it into a zip file, or send a link.`;
  }
  const empty = files.find(({ size }) => size === 0);
  if (empty) return `“${empty.name}” is empty.`;
  const total = files.reduce((sum, { size }) => sum + size, 0);
  if (total <= MAX_FILE_BYTES) return null;
  return `A mail takes ${sizeInWords(MAX_FILE_BYTES)} of files; ${files.length === 1 ? 'this is' : 'these are'} ${sizeInWords(total)}. Send a link instead.`;
}
