import type { LineMark } from './lines/mail-line.ts';

/** An element of an HTML mail, as far as it says what its content is. Names are lower case. */
export interface MailElement {
  name: string;
  attributes: ReadonlyMap<string, string>;
}

/** Classes, ids and names by which mail programs mark what they put into a mail. No standard; seen in their mails. */
const MARKED: Partial<Record<LineMark, string>> = {
  /** The container of a whole quoted mail. */
  quote:
    'yahoo_quoted protonmail_quote tutanota_quote zmail_extra mail-quote hmmessage_quote moz-forward-container olk_src_body_section quoted-content quote mailcontent_quote ms-outlook-mobile-reference-message mail-editor-reference-message-container replied-message isreplycontent mailquote qqmail_quote ntes-mailmaster-quote cvoriginalmessage original-content wm-quote skyquote history_container previousmessage',
  /** Everything after these is quoted, although they do not contain it. */
  rest: 'divrplyfwdmsg appendonsend ms-outlook-mobile-reply-header replysplit reply-intro mail-editor-reference-message-header',
  introduction:
    'gmail_attr moz-cite-prefix moz-email-headers-table reply-header tutanota_quote_header yahoo_quoted_header',
  container: 'gmail_quote gmail_quote_container nylas-quote front-blockquote inbox-quote',
  signature:
    'gmail_signature moz-signature moz-txt-sig ms-outlook-mobile-signature applemailsignature signature protonmail_signature_block tutanota_signature divsignature yahoo_signature zimbra-signature',
};
/** Of several marks on one element the first counts. */
const ORDER = ['rest', 'introduction', 'quote', 'container', 'signature'] as const;
const markOf = new Map(
  ORDER.flatMap((mark) => (MARKED[mark] ?? '').split(' ').map((name) => [name, mark] as const)),
);
const NAMES = ['class', 'id', 'name', 'data-smartmail', 'data-marker'];
const MAX_NAMES = 500;

/** What an element says about the lines in it, or null. */
export function roleOf({ name, attributes }: MailElement): LineMark | null {
  if (name === 'blockquote') return isIndentation(attributes) ? null : 'quote';
  if (name === 'signature') return 'signature';
  if (attributes.size === 0) return null;
  const found = NAMES.flatMap((key) => namesIn(attributes.get(key))).map((each) => markOf.get(bare(each)));
  const mark = ORDER.find((each) => found.includes(each));
  if (mark) return mark;
  return LINE_ABOVE.test((attributes.get('style') ?? '').slice(0, MAX_NAMES)) ? 'container' : null;
}

const namesIn = (value: string | undefined) => value?.slice(0, MAX_NAMES).split(/\s+/) ?? [];

/** Mails that were encoded twice say `class=3D"gmail_quote"`; Outlook prefixes what it quotes, others number it. */
const bare = (name: string) =>
  name
    .toLowerCase()
    .replace(/^3d/, '')
    .replace(/["']/g, '')
    .replace(/^(?:x_){1,9}|^ydp[0-9a-f]{1,20}/, '')
    .replace(/_\d{1,20}$/, '');

/** Outlook's and Windows Mail's line above the headers of what they quote. */
const LINE_ABOVE = /border-top(?:-style)?:[^;]{0,40}solid/i;

/** Gmail's and Outlook's "increase indent" is a blockquote without a border, in the writer's own words. */
function isIndentation(attributes: ReadonlyMap<string, string>): boolean {
  const style = (attributes.get('style') ?? '').slice(0, MAX_NAMES);
  const marked = ['type', 'cite', 'class'].some((name) => attributes.has(name));
  return (
    !marked &&
    /margin(?:-left)?: ?(?:0(?:px)? 0(?:px)? 0(?:px)? )?40px/i.test(style) &&
    /border(?:-left)?: ?(?:none|0)/i.test(style)
  );
}

const UNSEEN = new Set(['style', 'script', 'title', 'template', 'svg']);

/** Nobody who reads the mail sees it; it is not theirs to answer. */
export function isHidden({ name, attributes }: MailElement): boolean {
  if (UNSEEN.has(name)) return true;
  const style = attributes.get('style');
  return style !== undefined && /display:\s{0,5}none/i.test(style.slice(0, 1_000));
}
