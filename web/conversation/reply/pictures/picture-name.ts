import { extensionOf, safeFileName } from '../../../../domain/files/file-name.ts';

const EXTENSIONS: Record<string, string> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** What a browser calls whatever was pasted. */
const UNTOLD = /^image\.png$/i;
const MAX_STEM = 60;

/** True for a file that a text can show. */
export const isPlaceable = ({ type }: Pick<File, 'type'>): boolean => type in EXTENSIONS;

/** A name by which the text can call the picture, and which no other file of the reply has. */
export function pictureName({ name, type }: Pick<File, 'name' | 'type'>, taken: readonly string[]): string {
  const safe = safeFileName(name);
  const known = /^(png|jpe?g|gif|webp)$/.test(extensionOf(safe));
  const extension = known ? extensionOf(safe) : (EXTENSIONS[type] ?? 'png');
  const whole = UNTOLD.test(safe) ? 'picture' : known ? safe.slice(0, -extension.length - 1) : safe;
  const stem =
    [...whole.replace(/[[\]\\()*_`]/g, ' ')].slice(0, MAX_STEM).join('').replace(/\s+/g, ' ').trim() ||
    'picture';
  const used = new Set(taken.map((each) => each.toLowerCase()));
  const names = (at: number) => `${stem}${at > 1 ? ` ${at}` : ''}.${extension}`;
  let at = 1;
  while (used.has(names(at).toLowerCase())) at++;
  return names(at);
}
