import sanitizeHtml from 'sanitize-html';
import { ALLOWED_STYLES } from './allowed-styles.ts';
import { cutWhereTooDeep } from './cut-where-too-deep.ts';
import { showLinkHosts } from './link-hosts.ts';

/** Characters; a mail that is longer is a page, and its end is cut. */
const MAX_HTML = 1_000_000;
/** Deeper than any layout of nested tables, and far from the end of a parser's stack. */
const MAX_DEPTH = 100;

const LAYOUT = ['align', 'valign', 'bgcolor', 'width', 'height', 'dir', 'lang'];

export interface ImageSources {
  /** Where the frame gets a picture that came with the mail; null when there is none. */
  ofContent(contentId: string): string | null;
  /** Where it gets a picture of the web; null leaves it out. */
  ofWeb(url: string): string | null;
}

export interface SanitizedMail {
  html: string;
  /** Pictures of the web that the mail asked for. */
  remoteImages: number;
}

/**
 * A mail's HTML as it may be drawn: an explicit list of elements, attributes and styles, no ids, classes, forms, frames or
 * media, links that open elsewhere and show where they lead, pictures from our own addresses only. It is made anew at
 * every reading from what was stored, so that a better list serves old mail too. A bypass meets a frame without scripts,
 * origin or network.
 */
export function sanitizeMailHtml(html: string, sources: ImageSources): SanitizedMail {
  let remoteImages = 0;
  const clean = sanitizeHtml(cutWhereTooDeep(html.slice(0, MAX_HTML)), {
    allowedTags: TAGS,
    nonTextTags: [
      'script',
      'style',
      'textarea',
      'option',
      'noscript',
      'title',
      'xmp',
      'iframe',
      'noembed',
      'noframes',
    ],
    allowedAttributes: {
      '*': ['style', 'title', 'dir', 'lang'],
      a: ['href', 'target', 'rel'],
      img: ['src', 'alt', 'width', 'height'],
      ol: ['start', 'type'],
      font: ['color', 'face', 'size'],
      table: [...LAYOUT, 'border', 'cellpadding', 'cellspacing'],
      td: [...LAYOUT, 'colspan', 'rowspan'],
      th: [...LAYOUT, 'colspan', 'rowspan'],
      ...Object.fromEntries(
        ['tr', 'tbody', 'div', 'p', 'center', 'hr', 'h1', 'h2', 'h3'].map((tag) => [tag, LAYOUT]),
      ),
    },
    allowedStyles: ALLOWED_STYLES,
    allowedClasses: {},
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nestingLimit: MAX_DEPTH,
    parseStyleAttributes: true,
    transformTags: {
      a: (tagName, attributes) => ({ tagName, attribs: linkAttributes(attributes) }),
      img: (tagName, { src = '', alt = '', width = '', height = '' }) => {
        if (isWebAddress(src)) remoteImages++;
        const source = sourceOf(src, sources);
        return { tagName, attribs: { alt, width, height, ...(source !== null && { src: source }) } };
      },
    },
    exclusiveFilter: ({ tag, attribs }) => tag === 'img' && !attribs['src'],
  });
  return { html: showLinkHosts(clean), remoteImages };
}

const TAGS =
  'a abbr b big blockquote br caption center cite code col colgroup dd del div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var wbr'.split(
    ' ',
  );

/** `title` says the whole address, because what a link is called is the sender's choice. */
function linkAttributes({ href = '', style }: Record<string, string>): Record<string, string> {
  const address = href.trim();
  if (!/^(https?:\/\/|mailto:|tel:)/i.test(address)) return {};
  return {
    href: address,
    title: address,
    target: '_blank',
    rel: 'noopener noreferrer nofollow',
    ...(style && { style }),
  };
}

function sourceOf(src: string, sources: ImageSources): string | null {
  const contentId = /^cid:(.{1,250})$/i.exec(src.trim())?.[1];
  if (contentId) return sources.ofContent(decoded(contentId));
  return isWebAddress(src) ? sources.ofWeb(src.trim()) : null;
}

const isWebAddress = (src: string) => /^\s*https?:\/\/[^/\s]/i.test(src);

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
