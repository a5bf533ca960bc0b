/** A mail host asks whether mail may be forwarded to us. */
export interface ForwardingConfirmation {
  host: 'Google' | 'Microsoft';
  /** To be typed in where forwarding was set up. */
  code: string | null;
  /** To be opened instead of typing the code. */
  link: string | null;
  /** Whose mail is to be forwarded, when the mail says so. */
  mailbox: string | null;
}

export interface PossibleConfirmation {
  from: string;
  subject: string;
  text: string;
}

const MAX_TEXT = 20_000;

const HOSTS = [
  {
    host: 'Google',
    /** Gmail and Google AppContext ask in the language of the mailbox, always from this address. */
    sender: /^forwarding-noreply@google\.com$/,
    about: /./,
    links: /^(?:mail|mail-settings|isolated\.mail)\.google\.com$/,
  },
  {
    host: 'Microsoft',
    /** Outlook.com proves a forwarding address by a code. Microsoft 365 asks nobody; its administrator allows forwarding. */
    sender: /@(?:[a-z0-9-]+\.)*(?:accountprotection\.microsoft|microsoft|outlook)\.com$/,
    about: /forward|weiterleit|transf[eé]r|reenv|inoltr|doorst|encaminh|転送|转发/i,
    links: /^(?:[a-z0-9-]+\.)*(?:live|microsoft|outlook|office)\.com$/,
  },
] as const;

/** Reads a confirmation; null for every other mail. Only links to the host itself are shown. */
export function forwardingConfirmation(mail: PossibleConfirmation): ForwardingConfirmation | null {
  const found = HOSTS.find(
    ({ sender, about }) =>
      sender.test(mail.from.trim().toLowerCase()) &&
      about.test(`${mail.subject}\n${mail.text.slice(0, MAX_TEXT)}`),
  );
  if (!found) return null;
  const text = mail.text.slice(0, MAX_TEXT);
  const code = codeIn(mail.subject, text);
  const link = linksIn(text).find(
    ({ hostname, pathname }) => found.links.test(hostname) && isAccepting(pathname),
  );
  if (!code && !link) return null;
  return { host: found.host, code, link: link?.href ?? null, mailbox: mailboxIn(mail.subject, text) };
}

/** `(#123456789)` in Google's subject, in every language; a code on its own line or behind a colon otherwise. */
function codeIn(subject: string, text: string): string | null {
  return (
    /#\s?(\d{6,12})\b/.exec(subject)?.[1] ??
    /[:：]\s{0,3}(\d{6,12})\b/.exec(text)?.[1] ??
    /^[ \t]{0,8}(\d{6,12})[ \t]{0,8}$/m.exec(text)?.[1] ??
    null
  );
}

function linksIn(text: string): URL[] {
  return (text.match(/https:\/\/[^\s<>"')\]]{1,2000}/g) ?? [])
    .slice(0, 20)
    .filter((link) => URL.canParse(link))
    .map((link) => new URL(link));
}

/** Google's `/mail/vf-…` accepts, `/mail/uf-…` refuses. */
const isAccepting = (path: string) => !/^\/mail\/uf-/.test(path);

const ADDRESS = /[a-z0-9._%+-]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,24}/gi;

/** The mailbox that asks stands in the subject, or first in the text. */
function mailboxIn(subject: string, text: string): string | null {
  const [address] = [...(subject.match(ADDRESS) ?? []), ...(text.slice(0, 2_000).match(ADDRESS) ?? [])];
  return address?.toLowerCase() ?? null;
}
