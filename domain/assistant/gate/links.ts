const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"'`\])]+/giu;
const MAIL = /\b[\w.+-]{1,64}@([\w-]+(?:\.[\w-]+)+)/gu;
/** `example.com/x` and `docs.example.io`: a name under a domain that is commonly written without its protocol. */
const BARE =
  /(?<![\w@./-])((?:[A-Za-z0-9-]+\.)+(?:com|org|net|io|dev|app|co|gov|edu|de|eu|uk|fr|es|it|nl|ch|at|info|biz|example|invalid|test))(?=[/:?#]|\b(?!\.\w))/gu;
const SCHEME = /\b(?:javascript|data|vbscript|file|ftp|tel|sms|intent):[^\s)]+/giu;

/** An address in a text, and the host that it leads to; null: to none that may be shown. */
export interface LinkSaid {
  text: string;
  host: string | null;
}

/** Every address in a text, as link, alone or without its protocol. */
export function linksIn(text: string): LinkSaid[] {
  const addresses = [...text.matchAll(ADDRESS)].map(([said]) => ({ text: said, host: hostOf(said) }));
  const rest = text.replace(ADDRESS, ' ');
  return [
    ...addresses,
    ...[...rest.matchAll(SCHEME)].map(([said]) => ({ text: said, host: null })),
    ...[...rest.matchAll(MAIL)].map(([said, host = '']) => ({ text: said, host: plainHost(host) })),
    ...[...rest.replace(MAIL, ' ').matchAll(BARE)].map(([, said = '']) => ({
      text: said,
      host: plainHost(said),
    })),
  ];
}

/** Of an address, in lower case and without `www.`; null: it has none, or carries a name before it that could deceive. */
export function hostOf(address: string): string | null {
  const whole = /^www\./i.test(address) ? `https://${address}` : address;
  const url = URL.canParse(whole) ? new URL(whole) : null;
  return url && !url.username && !url.password ? plainHost(url.hostname) : null;
}

const plainHost = (host: string) =>
  host
    .toLowerCase()
    .replace(/^www\./, '')
    .replace(/\.$/, '');

/** An entry of the list stands for itself and, as `*.example.com`, for everything below. */
export function isAllowedHost(host: string, allowed: ReadonlySet<string>): boolean {
  if (allowed.has(host)) return true;
  return [...allowed].some((each) => each.startsWith('*.') && host.endsWith(each.slice(1)));
}

/** An entry of the list as people write it, with or without its protocol. @returns null when it is no host. */
export function readLinkHost(written: string): string | null {
  const text = written.trim();
  const below = /^\*\./.test(text.replace(/^https?:\/\//i, '')) ? '*.' : '';
  const bare = text.replace(/^(https?:\/\/)?\*\./i, '$1');
  const host = hostOf(/^https?:\/\//i.test(bare) ? bare : `https://${bare}`);
  return host && /^[\w-]+(?:\.[\w-]+)+$/.test(host) ? below + host : null;
}
