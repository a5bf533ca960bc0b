import type { Person } from '../../person.ts';
import { senderOf } from '../judging/machines/machine-senders.ts';
import { headerValues, type InboundMail } from '../inbound-mail.ts';
import { formAuthor, type FormAuthor } from './form-author.ts';
import { foldAddress, isAddress } from '../address/mail-address.ts';
import type { MailIdentity } from '../address/mail-envelope.ts';
import { parsePeople } from '../address/parse-people.ts';
import { addressesIn } from './lines/mail-parties.ts';
import { isOurAddress, splitAddress, untagged } from '../address/reply-address.ts';

interface Own {
  identity: MailIdentity;
  /** Every address that mail of this installation leaves from. */
  addresses: readonly string[];
}

/** Where a list that rewrites From keeps it (RFC 9057 has Author for that), and where it keeps the bare address. */
const KEPT_FROM = /^author$|(?:^|-)(?:original|old)-from$|-from-original$/i;
const KEPT_SENDER = /(?:^|-)original-sender$|^x-mailfrom$/i;
/** `ana=strict.example@lists.example`. */
const INSIDE_LOCAL = /^([^=+@]{1,64})=([a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,8})$/i;
const MAX_NAME = 200;
const MAX_NAMED = 20;

/**
 * Whom a mail names besides From: the person behind a contact form or a group that rewrites From. Their word, or a
 * relay's; nothing proves it. Null: nobody else, or only addresses of ours, of the list and of machines.
 */
export function answerTo(mail: InboundMail, own: Own): Person | null {
  const form = filledIn(mail, own);
  const named = [...inHeaders(mail), ...(form ? [form] : []), ...inNameOfSender(mail)]
    .slice(0, MAX_NAMED)
    .map(folded);
  const found = named.find((person) => isSomebodyElse(person, mail, own));
  if (!found) return null;
  const name = found.name || named.find((each) => each.email === found.email && each.name)?.name;
  return { email: found.email, name: (name ?? '').slice(0, MAX_NAME) };
}

/** What was kept of From, then where the mail wants its answers, then the author's bare address. */
function inHeaders(mail: InboundMail): Person[] {
  const valuesOf = (names: RegExp) =>
    mail.headers.filter(({ name }) => names.test(name)).map(({ value }) => value);
  const inside = INSIDE_LOCAL.exec(splitAddress(mail.from?.email ?? '').local);
  const replies = [...headerValues(mail, 'Reply-To'), mail.replyTo];
  const before = valuesOf(KEPT_FROM).flatMap((value) => parsePeople(value).slice(0, 5));
  const after = [...replies, ...valuesOf(KEPT_SENDER)].flatMap((value) => parsePeople(value).slice(0, 5));
  return [...before, ...(inside ? [{ email: `${inside[1]}@${inside[2]}`, name: '' }] : []), ...after];
}

/** Who filled in a form. It begins something, and no mail server sends one. */
function filledIn(mail: InboundMail, { addresses }: Own): FormAuthor | null {
  const { nobody, daemon, postmaster } = senderOf(mail);
  const answers = ['In-Reply-To', 'References'].some((name) => headerValues(mail, name).length > 0);
  if (answers || nobody || daemon || postmaster) return null;
  return formAuthor(mail.text, [...addresses.map(foldAddress), mail.from?.email ?? '']);
}

/** "ana@strict.example via Helpdesk". */
const inNameOfSender = ({ from }: InboundMail): Person[] =>
  addressesIn(from?.name ?? '').map((email) => ({ email: email.replace(/^'|'$/g, ''), name: '' }));

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
  if (!(noReply || machine) || related(from, author.email)) return null;
  return isNamedInHeaders(author, mail) || filledIn(mail, own)?.asks ? author : null;
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

const isNamedInHeaders = ({ email }: Person, mail: InboundMail) =>
  inHeaders(mail).some((each) => foldAddress(each.email) === email);

function isSomebodyElse({ email }: Person, mail: InboundMail, { identity, addresses }: Own): boolean {
  if (!isAddress(email) || email === mail.from?.email || isList(email, mail)) return false;
  if (isSupportAddress(email, addresses) || isOurAddress(email, identity)) return false;
  return !senderOf({ ...mail, from: { email, name: '' } }).noReply;
}

/** A shop's desk answers for its shop: one domain, or one below the other. */
function related(one: string, other: string): boolean {
  const [a, b] = [one, other].map((address) => splitAddress(foldAddress(address)).domain) as [string, string];
  return a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);
}

/** What a list says of itself (RFC 2369). */
function isList(email: string, mail: InboundMail): boolean {
  const own = ['List-Post', 'X-BeenThere', 'Sender', 'RequestedDelivery-List'].flatMap((name) =>
    headerValues(mail, name),
  );
  return own.some((value) => addressesIn(value.replace(/mailto:/gi, ' ')).includes(email));
}
