import { hostOf, isAllowedHost } from './links.ts';

const MARKDOWN = /!?\[([^\]]*)\]\(\s*([^\s()]*(?:\([^\s()]*\)[^\s()]*)*)[^)]*\)/g;
const POINTED = /<((?:https?:\/\/|www\.)[^\s<>]+)>/gi;
const BARE = /(?<![\w/@.]|\]\()https?:\/\/[^\s<>"'`\])]+/giu;

/** Every link says where it leads; one to a host that is not allowed is only text. Code is left alone. */
export function showLinks(piece: string, allowed: ReadonlySet<string>): string {
  return piece
    .split(/(```[\s\S]*?(?:```|$)|`[^`\n]*`)/)
    .map((part, at) => (at % 2 === 1 ? part : shown(part, allowed)))
    .join('');
}

function shown(part: string, allowed: ReadonlySet<string>): string {
  const isAllowed = (host: string | null) => host !== null && isAllowedHost(host, allowed);
  return part
    .replace(MARKDOWN, (whole: string, text: string, address: string) => {
      const host = /^(?:https?:|www\.)/i.test(address) ? hostOf(address) : null;
      if (whole.startsWith('!')) return text;
      if (!isAllowed(host)) return host ? `${text} (${host})` : text;
      return text.toLowerCase().includes(host ?? '')
        ? `[${text}](${address})`
        : `[${text} (${host ?? ''})](${address})`;
    })
    .replace(POINTED, (whole: string, address: string) => {
      const host = hostOf(address);
      return isAllowed(host) ? whole : (host ?? '');
    })
    .replace(BARE, (address: string) => {
      const end = /[.,;:!?…]+$/.exec(address)?.[0] ?? '';
      const host = hostOf(address.slice(0, address.length - end.length));
      return isAllowed(host) ? address : `${host ?? ''}${end}`;
    });
}

const LIVE = /(?:https?:\/\/|\]\(\s*(?:[a-z][a-z0-9+.-]*:)?)[^\s<>"'`)\]]+/giu;

/** The last look, at everything shown: pieces that are harmless alone must not make a link together. */
export function foreignLinkIn(text: string, allowed: ReadonlySet<string>): string | null {
  for (const [written] of text.matchAll(LIVE)) {
    const address = written.replace(/^\]\(\s*/, '');
    const host = /^https?:/i.test(address) ? hostOf(address.replace(/[.,;:!?…]+$/, '')) : null;
    if (!host || !isAllowedHost(host, allowed)) return host ?? address;
  }
  return null;
}
