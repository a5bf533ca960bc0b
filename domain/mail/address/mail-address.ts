import { shorten } from '../../text/shorten.ts';
import { MAX_ADDRESS } from '../../limits.ts';

const CONTROLS = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** Text for one line of a mail's header: no line breaks, no invisible controls, so that nothing can add a header of its own. */
export function headerText(text: string, length: number): string {
  const line = text
    .slice(0, length * 4)
    .replace(CONTROLS, ' ')
    .replace(/ +/g, ' ')
    .trim();
  return shorten(line, length).trim();
}

/** `"Ana (Acme)" <support@acme.com>`: the name always quoted (RFC 5322, 3.4), so that no character of it is syntax. */
export function formatAddress({ email, name }: { email: string; name: string | null }): string {
  const shown = headerText(name ?? '', 120).replace(/["\\<>]/g, '');
  return shown ? `"${shown}" <${email}>` : email;
}

/**
 * The form in which addresses are compared: ASCII letters in lower case, no dot at the end. Letters of other alphabets
 * stay what they are, or the Kelvin sign would make somebody else out of a k.
 */
export function foldAddress(address: string): string {
  return address
    .trim()
    .replace(/[A-Z]/g, (letter) => letter.toLowerCase())
    .replace(/\.$/, '');
}

/** No blank, no control or invisible character, no half of a pair, and nothing that is syntax in a header. */
const PLAIN = String.raw`[^\s@<>()[\]:;,"\\\p{Cc}\p{Cf}\p{Surrogate}]+`;
const ADDRESS = new RegExp(`^${PLAIN}@(?:${PLAIN}|\\[[\\da-f:.]{3,45}\\])$`, 'iu');

/** Whether it can be one person's address. What is broken stays so: of its parts another's address could be made. */
export const isAddress = (text: string): boolean =>
  text.length <= MAX_ADDRESS && ADDRESS.test(text) && !/\.\.[^@]*$|@\./.test(text);
