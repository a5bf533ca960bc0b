const MARK = 'data-host';

/**
 * Writes behind each link where it leads, unless its own words are that very host or address. Reads what the sanitiser
 * wrote, where every `<` begins a tag of its own making: in words and in attributes it is always `&lt;`.
 */
export function showLinkHosts(sanitized: string): string {
  const parts = sanitized.split(/(<[^>]*>)/);
  const open: { at: number; host: string | null; words: string }[] = [];
  const out = parts.map((part, index) => {
    const link = open.at(-1);
    if (index % 2 === 0) {
      if (link) link.words += part;
      return part;
    }
    if (/^<a[ >]/.test(part)) open.push({ at: index, host: hostOf(part), words: '' });
    if (part !== '</a>') return part;
    const closed = open.pop();
    return closed?.host && !names(closed.words, closed.host) ? part + marked(closed.host) : part;
  });
  return out.join('');
}

/** Punycode stays as it is: a letter that only looks like another shows. */
function hostOf(tag: string): string | null {
  const href = /^<a href="(https?:[^"]*)"/i.exec(tag)?.[1];
  if (!href) return null;
  try {
    return new URL(href.replaceAll('&amp;', '&')).host;
  } catch {
    return 'an address that cannot be read';
  }
}

/** Only when the words are one address and it is on that host: `https://bank.example` over another host is a lie. */
function names(words: string, host: string): boolean {
  const text = words
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/^www\./, '');
  const bare = host.replace(/^www\./, '');
  return text === bare || text.startsWith(`${bare}/`);
}

const marked = (host: string) => ` <span ${MARK}>(${host.replace(/[^\w.:[\]-]/g, '')})</span>`;
