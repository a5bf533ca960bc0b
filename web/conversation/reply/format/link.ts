import type { Selected, TextEdit } from './text-edit.ts';

/** A link as it is written: its words, its address, and where it stands. */
export interface WrittenLink {
  words: string;
  address: string;
  from: number;
  to: number;
}

const LINK = /(?<!!)\[((?:\\.|[^[\]\\\n])*)\]\(((?:[^()\s]|\([^()\s]*\))*)\)/g;
const MAIL = /^[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}$/;
const HOST = /^(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,63}(?:[:/?#]\S*)?$/u;

/** The link that holds the caret or the selection; else what is selected, as the beginning of one. */
export function linkAt({ text, from, to }: Selected): WrittenLink {
  for (const { 0: whole, 1: words = '', 2: address = '', index } of text.matchAll(LINK)) {
    if (index <= from && to <= index + whole.length)
      return { words: words.replace(/\\(.)/g, '$1'), address, from: index, to: index + whole.length };
  }
  const chosen = text.slice(from, to).replace(/\s+/g, ' ').trim();
  const isAddress = addressOf(chosen) !== null;
  return { words: isAddress ? '' : chosen, address: isAddress ? chosen : '', from, to };
}

/** The address that was meant: of a page or of a mailbox. Null: neither. */
export function addressOf(typed: string): string | null {
  const address = typed.trim();
  if (MAIL.test(address)) return `mailto:${address}`;
  if (HOST.test(address)) return addressOf(`https://${address}`);
  if (/^mailto:/i.test(address)) return MAIL.test(address.slice(7).replace(/\?.*/, '')) ? address : null;
  if (!/^https?:\/\/\S+$/i.test(address) || !URL.canParse(address)) return null;
  return address.replace(/[()<>"]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Puts the link where it stood, or where the caret is. Without words its address is what is read. */
export function withLink(
  at: Pick<WrittenLink, 'from' | 'to'>,
  { words, address }: Pick<WrittenLink, 'words' | 'address'>,
): TextEdit {
  const { from, to } = at;
  const said = words.replace(/\s+/g, ' ').trim();
  const shown = said || address.replace(/^mailto:/i, '');
  const put = shown === address ? address : `[${shown.replace(/[\\[\]*_`]/g, '\\$&')}](${address})`;
  return { from, to, put, select: { from: from + put.length, to: from + put.length } };
}
