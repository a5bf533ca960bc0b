import { checksOf, type Check } from './check.ts';
import { shorten } from '../text/shorten.ts';

/** What a name server said: `none` when there is no such record, `unreachable` when nobody could be asked. */
export type DnsAnswer = readonly string[] | 'none' | 'unreachable';

export interface DnsFacts {
  inboundDomain: string;
  /** The domain of the address that replies leave from. */
  supportDomain: string;
  /**
   * Exchanges of the inbound domain, without priorities. Null: the domain is the provider's own, or it is refused, and nobody
   * should lead a whole company's mail here.
   */
  inboundMx: DnsAnswer | null;
  supportTxt: DnsAnswer;
  dmarcTxt: DnsAnswer;
  /** CNAME of `pm-bounces` below the support domain. */
  returnPath: DnsAnswer;
  /** Whether the last test mail that came back was proven to be the support domain’s own; null when none came back. */
  provenSender: boolean | null;
}

const POSTMARK_MX = 'inbound.postmarkapp.com';
const { good, attention, broken } = checksOf('dns');

export function checkDns(facts: DnsFacts): Check[] {
  return [inboundMx(facts), dkim(facts), returnPath(facts), spf(facts), dmarc(facts)].filter(
    (check) => check !== null,
  );
}

/** With a stand-in for Postmark nothing leads here by name. */
export function checkWithoutDns(apiUrl: string): Check {
  return good('dns', {
    title: 'No DNS record is needed',
    detail: `Mail goes through ${apiUrl}, not through Postmark.`,
  });
}

function inboundMx({ inboundDomain, inboundMx }: DnsFacts): Check | null {
  if (inboundMx === null) return null;
  const title = `MX record of ${inboundDomain}`;
  const fix = `Add this record: ${inboundDomain} MX 10 ${POSTMARK_MX}. It can take an hour to be seen everywhere.`;
  if (inboundMx === 'unreachable') return couldNotLookUp('mx', title);
  if (inboundMx === 'none')
    return broken('mx', { title, detail: 'There is none: no answer can arrive.', fix });
  const exchanges = inboundMx.map(host);
  if (!exchanges.includes(POSTMARK_MX))
    return broken('mx', { title, detail: `It leads to ${exchanges.join(', ')}, not to Postmark.`, fix });
  if (exchanges.length === 1) return good('mx', { title, detail: `It leads to ${POSTMARK_MX}.` });
  return attention('mx', {
    title,
    detail: `Besides ${POSTMARK_MX} it names ${exchanges.filter((each) => each !== POSTMARK_MX).join(', ')}: what goes there does not arrive here.`,
    fix: 'Remove the other MX records of this domain.',
  });
}

/** Its selector is different for every domain, so only a mail that came back can tell. */
function dkim({ supportDomain, provenSender }: DnsFacts): Check {
  const title = `DKIM of ${supportDomain}`;
  const fix = `In Postmark under Sender Signatures, open ${supportDomain} and add the DKIM record it shows.`;
  if (provenSender === true)
    return good('dkim', {
      title,
      detail: 'The last test mail that came back was proven to be this domain’s own.',
    });
  if (provenSender === false)
    return attention('dkim', {
      title,
      detail: 'Nothing proved that the last test mail was this domain’s own: replies may land in spam.',
      fix,
    });
  return attention('dkim', { title, detail: 'Not known until a test mail has come back.', fix });
}

function returnPath({ supportDomain, returnPath }: DnsFacts): Check {
  const title = `Return-Path of ${supportDomain}`;
  if (returnPath === 'unreachable') return couldNotLookUp('return-path', title);
  if (returnPath !== 'none' && returnPath.map(host).includes('pm.mtasv.net'))
    return good('return-path', {
      title,
      detail: 'Bounces come back under your own name, so that SPF is aligned.',
    });
  return attention('return-path', {
    title,
    detail: 'Bounces come back under Postmark’s name. Mail works; with DMARC, only DKIM vouches for it.',
    fix: `Add this record: pm-bounces.${supportDomain} CNAME pm.mtasv.net, then verify it in Postmark.`,
  });
}

function spf({ supportDomain, supportTxt }: DnsFacts): Check {
  const title = `SPF of ${supportDomain}`;
  if (supportTxt === 'unreachable') return couldNotLookUp('spf', title);
  const records = supportTxt === 'none' ? [] : supportTxt.filter((text) => /^v=spf1(?: |$)/i.test(text));
  if (records.length > 1)
    return attention('spf', {
      title,
      detail: 'There are several SPF records, which counts as none (RFC 7208, 4.5).',
      fix: 'Merge them into one.',
    });
  const [record] = records;
  if (!record)
    return attention('spf', {
      title,
      detail: 'There is none. Postmark does not need one, because its own Return-Path carries SPF.',
      fix: `If you want one: ${supportDomain} TXT "v=spf1 include:spf.mtasv.net ~all", with everything else that sends for you.`,
    });
  return good('spf', { title, detail: shorten(record, 200) });
}

function dmarc({ supportDomain, dmarcTxt }: DnsFacts): Check {
  const title = `DMARC of ${supportDomain}`;
  if (dmarcTxt === 'unreachable') return couldNotLookUp('dmarc', title);
  const record = dmarcTxt === 'none' ? null : dmarcTxt.find((text) => /^v=DMARC1\b/i.test(text));
  if (record) return good('dmarc', { title, detail: shorten(record, 200) });
  return attention('dmarc', {
    title,
    detail: 'There is none: anybody can write in your name, and some mailboxes refuse mail without one.',
    fix: `Add this record: _dmarc.${supportDomain} TXT "v=DMARC1; p=none", and make it stricter once reports look right.`,
  });
}

function couldNotLookUp(id: string, title: string): Check {
  return attention(id, {
    title,
    detail: 'Could not look it up: no name server answers on this machine.',
    fix: 'Run this again where DNS works.',
  });
}

const host = (name: string) => name.toLowerCase().replace(/\.$/, '');
