import { randomUUID } from 'node:crypto';
import { headerOf, parseAddress, parseAddresses, type Answer, type SentMail } from './mail.ts';

/** Where this provider receives: a domain, or everything of one mail host behind a hash address or a catch-all. */
export interface InboundPlace {
  inboundDomain: string | null;
  inboundAddress: string | null;
}

/** The domain whose mail comes back, in lower case; null when none was named. */
export function inboundDomainOf({ inboundDomain, inboundAddress }: InboundPlace): string | null {
  const domain = inboundDomain ?? inboundAddress?.slice(inboundAddress.lastIndexOf('@') + 1);
  return domain ? domain.toLowerCase() : null;
}

/** A mail that was sent to the provider's own inbound domain, as it arrives there: once for each such address. */
export function loopBack(mail: SentMail, domain: string): Answer[] {
  return [mail.to, mail.cc, mail.bcc]
    .flatMap(parseAddresses)
    .filter(({ email }) => email.toLowerCase().endsWith(`@${domain}`))
    .map(({ email }) => arrival(mail, email));
}

function arrival(mail: SentMail, recipient: string): Answer {
  const id = randomUUID();
  const at = new Date();
  const from = parseAddress(mail.from);
  const result = { settled: false, words: 'On its way …' };
  return {
    id,
    answers: mail.id,
    at: at.toISOString(),
    from: from.email,
    to: recipient,
    text: mail.text,
    cameBack: true,
    payload: {
      FromName: from.name,
      MessageStream: 'inbound',
      From: from.email,
      FromFull: { Email: from.email, Name: from.name, MailboxHash: '' },
      To: mail.to,
      ToFull: people(mail.to),
      Cc: mail.cc,
      CcFull: people(mail.cc),
      Bcc: '',
      BccFull: [],
      OriginalRecipient: recipient,
      Subject: mail.subject,
      MessageID: id,
      ReplyTo: mail.replyTo,
      MailboxHash: hashOf(recipient),
      Date: at.toUTCString().replace('GMT', '+0000'),
      TextBody: mail.text,
      HtmlBody: mail.html,
      StrippedTextReply: '',
      Tag: '',
      Headers: headers(mail, { at, recipient, sender: from.email }),
      Attachments: [],
    },
    result,
  };
}

/** The provider sent the mail itself and signed it for the sender's domain. */
function headers(mail: SentMail, arrived: { at: Date; recipient: string; sender: string }) {
  const own = mail.headers.filter(({ Name }) => !/^x-pm-/i.test(Name));
  const spf = `Pass (sender SPF authorized) identity=mailfrom; client-ip=192.0.2.10; helo=mta.mtasv.net`;
  const ours = {
    'Return-Path': `<${arrived.sender}>`,
    Received: `from mta.mtasv.net (192.0.2.10) by inbound.postmarkapp.com with ESMTPS; ${arrived.at.toUTCString()}`,
    'X-Spam-Status': 'No',
    'X-Spam-Score': '-0.1',
    'X-Spam-Tests': 'DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU,SPF_PASS',
    'Received-SPF': `${spf}; envelope-from=${arrived.sender}; receiver=${arrived.recipient}`,
    'MIME-Version': '1.0',
    ...(headerOf(mail, 'Message-ID') ? {} : { 'Message-ID': `<${mail.id}@mtasv.net>` }),
  };
  return [...Object.entries(ours).map(([Name, Value]) => ({ Name, Value })), ...own];
}

const people = (list: string) =>
  parseAddresses(list).map(({ email, name }) => ({ Email: email, Name: name, MailboxHash: hashOf(email) }));

/** What stands behind the plus of an address. */
function hashOf(address: string): string {
  const local = address.slice(0, address.lastIndexOf('@'));
  const plus = local.indexOf('+');
  return plus < 0 ? '' : local.slice(plus + 1);
}
