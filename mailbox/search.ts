import { parseAddress, parseAddresses, type SentMail } from './mail.ts';

const MAX_COUNT = 500;

/** Postmark's search of sent mail, newest first (https://postmarkapp.com/developer/api/messages-api). */
export function searchMails(
  sent: SentMail[],
  query: URLSearchParams,
  lagMs: (mail: SentMail) => number,
): [status: number, answer: unknown] {
  const count = Number(query.get('count') ?? Number.NaN);
  const offset = Number(query.get('offset') ?? Number.NaN);
  if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT || !Number.isInteger(offset) || offset < 0) {
    return [
      422,
      { ErrorCode: 700, Message: 'You have an error in your query parameters: count and offset.' },
    ];
  }
  const indexed = (mail: SentMail) => Date.parse(mail.at) <= Date.now() - lagMs(mail);
  const found = sent.filter((mail) => indexed(mail) && matches(mail, query)).reverse();
  return [200, { TotalCount: found.length, Messages: found.slice(offset, offset + count).map(toMessage) }];
}

function matches(mail: SentMail, query: URLSearchParams): boolean {
  for (const [name, value] of query) {
    if (name.startsWith('metadata_') && metadata(mail, name.slice('metadata_'.length)) !== value)
      return false;
    if (name === 'recipient' && !recipients(mail).includes(value.toLowerCase())) return false;
    if (name === 'subject' && mail.subject !== value) return false;
    if (name === 'tag' && mail.tag !== value) return false;
    if (name === 'fromemail' && parseAddress(mail.from).email.toLowerCase() !== value.toLowerCase())
      return false;
  }
  return true;
}

/** Names of metadata fields are compared without case. */
function metadata(mail: SentMail, key: string): string | undefined {
  return Object.entries(mail.metadata).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}

const recipients = (mail: SentMail) =>
  [mail.to, mail.cc, mail.bcc].flatMap(parseAddresses).map(({ email }) => email.toLowerCase());

const people = (list: string) =>
  parseAddresses(list).map(({ email, name }) => ({ Email: email, Name: name }));

function toMessage(mail: SentMail) {
  return {
    MessageID: mail.id,
    Tag: mail.tag,
    To: people(mail.to),
    Cc: people(mail.cc),
    Bcc: people(mail.bcc),
    Recipients: recipients(mail),
    ReceivedAt: mail.at,
    From: mail.from,
    Subject: mail.subject,
    Attachments: [],
    Status: 'Sent',
    TrackOpens: false,
    TrackLinks: 'None',
    Metadata: mail.metadata,
    MessageStream: mail.stream,
    Sandboxed: false,
  };
}
