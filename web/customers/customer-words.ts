import type { Identity } from '../../domain/identity/identity.ts';
import type { CustomerDetail, CustomerFilter, CustomerRow } from '../../domain/customers/customer-view.ts';
import type { AttributeValue } from '../../domain/customers/attribute.ts';
import { timeIn } from '../app/time.ts';

/** What the pages of customers say. */
export const WORDS = {
  search: 'Search customers',
  searchHint: 'Name, address, company, phone, attribute',
  filter: 'Which customers',
  choose: 'Choose a customer to see what is known of them.',
  nobody: 'No customers yet',
  explain: 'Whoever writes by mail, or leaves an address in the chat, appears here by themselves.',
  notFound: 'Nobody of that name',
  notFoundHint:
    'Parts of names, addresses, companies, telephone numbers and attributes are found, in any script.',
  merge: 'Merge with another customer',
  mergeWhy:
    'Choose who this is as well. What is known of both is shown together, mail from any of their addresses finds them, and you can undo it at any time.',
  identified: 'Signed in at your site, which signed who they are.',
  learnedName: 'Learned from their mails or your site. What you type instead stays.',
  learnedBrowser: 'From their browser',
  aboutHint: 'What the team should know. The customer never sees it.',
  alsoHere: 'Mail from it counts as theirs.',
  block: 'Block mail from them',
  blocked: 'Their mail is blocked',
  erase: 'Erase this customer',
  eraseTitle: 'Erase for good?',
  eraseWhy:
    'Their conversations, mails, files and all that is known of them are deleted, wherever it stands in this project. Nobody can bring it back. Copies at your mail provider and in your backups stay there.',
} as const;

export const FILTER_WORDS: Record<CustomerFilter, string> = {
  all: 'All customers',
  open: 'With an open conversation',
  blocked: 'Blocked',
};

export const calledBy = ({ name, email }: Pick<CustomerRow, 'name' | 'email'>): string => name || email;

/** The first word of a name, to speak of somebody; an address as it is. */
export const firstName = (who: Pick<CustomerRow, 'name' | 'email'>): string =>
  who.name?.trim().split(/\s+/)[0] || who.email;

export function attributeWords(value: AttributeValue): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return typeof value === 'number' ? new Intl.NumberFormat(undefined).format(value) : dayWords(value);
}

const dayWords = (text: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(text)
    ? new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(text))
    : text;

/** `Wed 15:32 in Oslo`; null where this browser does not know the zone. */
export function localTime({ browser }: Pick<CustomerDetail, 'browser'>, now: number): string | null {
  const time = browser && timeIn(browser.timeZone, now);
  if (!time) return null;
  const place = browser.timeZone.split('/').slice(1).at(-1)?.replaceAll('_', ' ');
  return place ? `${time} in ${place}` : time;
}

/** `Norwegian Bokmål`; a tag that nobody knows as it is. */
export function languageWords(locale: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: 'language' }).of(locale) ?? locale;
  } catch {
    return locale;
  }
}

export const countWords = (count: number): string =>
  count === 1 ? 'One conversation' : `${count} conversations`;

/** What their site says besides what it calls them. */
export const identityWords = ({ name, email, emailVerified }: Identity): string =>
  [name, email && (emailVerified ? email : `${email}, not verified`)].filter(Boolean).join(' · ');
