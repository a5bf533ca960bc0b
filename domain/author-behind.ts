import { senderOf } from './automatic/machine-senders.ts';
import { headerValues, type InboundMail } from './inbound-mail.ts';
import { foldAddress } from './mail-address.ts';
import type { MailIdentity } from './mail-envelope.ts';
import { parsePeople, type Person } from './parse-people.ts';
import { isOurAddress, splitAddress, untagged } from './reply-address.ts';

interface Own {
  identity: MailIdentity;
  /** Every address that mail of this installation leaves from. */
  addresses: readonly string[];
}

/** What a list that rewrites From keeps of it, then where the mail wants its answers, then the author's bare address. */
const NAMING = ['X-Original-From', 'Reply-To', 'X-Original-Sender'];
const MAX_NAME = 200;
const ADDRESS = /^[^\s@<>"\p{Cc}]{1,64}@[^\s@<>"\p{Cc}]{3,250}$/u;

/**
 * Whom a mail names besides From: the person behind a contact form or a group that rewrites From. Their word, or a
 * relay's; nothing proves it. Null: nobody else, or only addresses of ours and of machines.
 */
export function answerTo(mail: InboundMail, own: Own): Person | null {
  const named = NAMING.flatMap((name) => [
    ...headerValues(mail, name),
    ...(name === 'Reply-To' ? [mail.replyTo] : []),
  ]).flatMap((value) => parsePeople(value).slice(0, 5));
  const found = named.map(folded).find((person) => isSomebodyElse(person, mail, own));
  if (!found) return null;
  const name = found.name || named.map(folded).find((each) => each.email === found.email && each.name)?.name;
  return { email: found.email, name: (name ?? '').slice(0, MAX_NAME) };
}

/**
 * The person who wrote a mail that a form or a group of ours sent on: it is From an address of ours, or from one that
 * nobody reads, and names somebody of another domain. Null: From is whoever wrote it.
 */
export function authorBehind(mail: InboundMail, own: Own): Person | null {
  const from = mail.from?.email ?? '';
  const author = answerTo(mail, own);
  if (!author || !from) return null;
  if (isSupportAddress(from, own.addresses)) return author;
  const { noReply, machine } = senderOf(mail);
  return (noReply || machine) && !related(from, author.email) ? author : null;
}

/** With or without what stands behind a plus. */
export function isSupportAddress(address: string, addresses: readonly string[]): boolean {
  const folded = foldAddress(address);
  return addresses.map(foldAddress).some((each) => each === folded || each === untagged(folded));
}

const folded = ({ email, name }: Person): Person => ({
  email: foldAddress(email),
  name: name
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .replace(/^'(.*)'$/, '$1'),
});

function isSomebodyElse({ email }: Person, mail: InboundMail, { identity, addresses }: Own): boolean {
  if (!ADDRESS.test(email) || email === mail.from?.email) return false;
  if (isSupportAddress(email, addresses) || isOurAddress(email, identity)) return false;
  return !senderOf({ ...mail, from: { email, name: '' } }).noReply;
}

/** A shop's desk answers for its shop: one domain, or one below the other. */
function related(one: string, other: string): boolean {
  const [a, b] = [one, other].map((address) => splitAddress(foldAddress(address)).domain) as [string, string];
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}
