import { checksOf, type Check } from './check.ts';

export interface DomainsInUse {
  /** Where answers arrive, in lower case. */
  inboundDomain: string;
  /** It belongs to the provider, such as inbound.postmarkapp.com: nobody has an account there. */
  providersOwn: boolean;
  supportAddress: string;
  /** Of the agents' own addresses. */
  agentDomains: readonly string[];
}

const { good, broken } = checksOf('safety');
const ID = 'sign-in-domain';
const TITLE = 'Answers arrive apart from the company’s own addresses';

/**
 * Refuses an inbound domain that the company signs in with. Whoever can be mailed at any address of that domain can confirm
 * accounts there, and everything mailed to an inbound domain reaches the inbox: an outsider would begin a conversation, sign up
 * somewhere with its address and read the code in the answer (known as the ticket trick). A subdomain is fine: nobody's account
 * stands on it.
 */
export function checkSignInDomain(domains: DomainsInUse): Check {
  const inbound = domains.inboundDomain;
  if (domains.providersOwn) return good(ID, { title: TITLE, detail: `${inbound} is the mail provider’s.` });
  const login = domains.agentDomains.find((domain) => isWithin(domain, inbound));
  if (login) return refused(inbound, `Agents sign in with addresses at ${login}.`);
  const support = domainOf(domains.supportAddress);
  if (isWithin(support, inbound) && isOrganisationDomain(inbound)) {
    return refused(inbound, `The support address is at ${support}, so this is the company’s own domain.`);
  }
  return good(ID, { title: TITLE, detail: `Nobody signs in anywhere with an address at ${inbound}.` });
}

function refused(inbound: string, reason: string): Check {
  return broken(ID, {
    title: TITLE,
    detail: `${reason} Everything mailed to ${inbound} reaches the inbox, a confirmation link or code for an account on that domain too: outsiders use this to pass for staff.`,
    fix: `Receive answers on a subdomain nobody has an address at: set INBOUND_DOMAIN=reply.${inbound}, give that name the record MX 10 inbound.postmarkapp.com, and enter it in Postmark as the inbound domain.`,
  });
}

/** The domain itself or one below it. */
function isWithin(domain: string, parent: string): boolean {
  return domain.toLowerCase() === parent || domain.toLowerCase().endsWith(`.${parent}`);
}

/** `acme.com`, `acme.co.uk`: what a company registers, and not a part of it that was made for mail. */
function isOrganisationDomain(domain: string): boolean {
  const labels = domain.split('.');
  if (labels.length === 2) return true;
  return (
    labels.length === 3 && /^(?:co|com|org|net|ac|gov|edu|or|ne)\.[a-z]{2}$/.test(labels.slice(1).join('.'))
  );
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
