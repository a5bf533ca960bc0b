import { randomUUID } from 'node:crypto';
import { headerOf, parseAddress, type Answer, type MailFile, type SentMail } from './mail.ts';
import { quoteReply } from './quote.ts';
import { writtenBy, type Writer } from './writer.ts';

/** An answer as Postmark would post it: the mail their mail program would write, with the verdicts Postmark adds. */
export function answerMail(
  mail: SentMail,
  reply: string,
  { writer = 'customer', files = [] }: { writer?: Writer; files?: MailFile[] } = {},
): Answer {
  const id = randomUUID();
  const at = new Date();
  const { from: customer, ...checks } = writtenBy(writer, mail.to);
  const to = parseAddress(mail.replyTo || mail.from);
  const body = quoteReply(reply, mail, files);
  const payload = {
    FromName: customer.name,
    MessageStream: 'inbound',
    From: customer.email,
    FromFull: { Email: customer.email, Name: customer.name, MailboxHash: '' },
    To: to.email,
    ToFull: [{ Email: to.email, Name: to.name, MailboxHash: mailboxHash(to.email) }],
    Cc: '',
    CcFull: [],
    Bcc: '',
    BccFull: [],
    OriginalRecipient: to.email,
    Subject: /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
    MessageID: id,
    ReplyTo: '',
    MailboxHash: mailboxHash(to.email),
    Date: at.toUTCString().replace('GMT', '+0000'),
    TextBody: body.text,
    HtmlBody: body.html,
    StrippedTextReply: '',
    Tag: '',
    Headers: headers(mail, { id, at, customer: customer.email, to: to.email, ...checks }),
    Attachments: files.map((file) => ({
      ...file,
      ContentLength: Buffer.from(file.Content, 'base64').length,
    })),
  };
  const result = { settled: false, words: 'On its way …' };
  return {
    id,
    answers: mail.id,
    at: at.toISOString(),
    from: customer.email,
    to: to.email,
    text: reply,
    files: files.map(({ Name }) => Name),
    payload,
    result,
  };
}

function headers(
  mail: SentMail,
  answer: { id: string; at: Date; customer: string; to: string; spamTests: string; spf: string },
) {
  const domain = answer.customer.split('@').at(-1) ?? 'localhost';
  const answered = headerOf(mail, 'Message-ID');
  const references = [headerOf(mail, 'References'), answered].filter(Boolean).join(' ');
  const spf = `${answer.spf} identity=mailfrom; client-ip=192.0.2.10; helo=mail.${domain}`;
  const received = `from mail.${domain} (192.0.2.10) by inbound.postmarkapp.com with ESMTPS; ${answer.at.toUTCString()}`;
  return Object.entries({
    'Return-Path': `<${answer.customer}>`,
    Received: received,
    'X-Spam-Checker-Version': 'SpamAssassin 3.4.0',
    'X-Spam-Status': 'No',
    'X-Spam-Score': '-0.1',
    'X-Spam-Tests': answer.spamTests,
    'Received-SPF': `${spf}; envelope-from=${answer.customer}; receiver=${answer.to}`,
    'MIME-Version': '1.0',
    'Message-ID': `<${answer.id}@mail.${domain}>`,
    'In-Reply-To': answered,
    References: references,
  })
    .filter(([, value]) => value !== '')
    .map(([Name, Value]) => ({ Name, Value }));
}

/** What stands behind the plus of an address. */
function mailboxHash(address: string): string {
  const local = address.slice(0, address.lastIndexOf('@'));
  const plus = local.indexOf('+');
  return plus < 0 ? '' : local.slice(plus + 1);
}
