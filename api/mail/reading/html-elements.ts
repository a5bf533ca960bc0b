import type { TokenizerCallbacks } from 'htmlparser2';
import type { MailElement } from '../../../domain/mail/reading/html-roles.ts';

/** The attributes that say something about a mail's structure, a table's look or a link. */
const ATTRIBUTES = new Set(
  'align alt bgcolor cite class colspan data-marker data-smartmail height href id name rowspan style type valign width'.split(
    ' ',
  ),
);
const MAX_VALUE = 2_000;

interface Listener {
  opened(element: MailElement): void;
  closed(name: string): void;
  said(text: string): void;
}

/** Turns the tokenizer's positions in `html` into elements and words. */
export function createElementReader(html: string, listener: Listener): TokenizerCallbacks {
  let name = '';
  let attribute = '';
  let value = '';
  let attributes = new Map<string, string>();
  const ignore = () => undefined;
  const end = () => listener.opened({ name, attributes });
  const addValue = (text: string) => {
    if (ATTRIBUTES.has(attribute) && value.length < MAX_VALUE) value += text.slice(0, MAX_VALUE);
  };
  return {
    onopentagname: (from, to) => {
      name = html.slice(from, to).toLowerCase();
      attributes = new Map();
    },
    onattribname: (from, to) => {
      attribute = html.slice(from, Math.min(to, from + 40)).toLowerCase();
      value = '';
    },
    onattribdata: (from, to) => addValue(html.slice(from, Math.min(to, from + MAX_VALUE))),
    onattribentity: (codepoint) => addValue(String.fromCodePoint(codepoint)),
    onattribend: () => {
      if (ATTRIBUTES.has(attribute)) attributes.set(attribute, value);
    },
    onopentagend: end,
    onselfclosingtag: () => {
      end();
      listener.closed(name);
    },
    onclosetag: (from, to) => listener.closed(html.slice(from, to).trim().toLowerCase()),
    ontext: (from, to) => listener.said(html.slice(from, to)),
    ontextentity: (codepoint) => listener.said(String.fromCodePoint(codepoint)),
    oncdata: ignore,
    oncomment: ignore,
    ondeclaration: ignore,
    onend: ignore,
    onprocessinginstruction: ignore,
  };
}
