import { convert } from 'html-to-text';
import { postmarkInbound, toInboundMail } from '../../api/mail/provider/postmark-inbound.ts';
import { readMail } from '../../api/mail/reading/read-mail.ts';
import { isAutomatic, isBounce } from '../../domain/mail/judging/automatic-mail.ts';
import { compare, elapsed, round, type Measured } from './measure.ts';
import { benchMails } from './mails.ts';

/** From what Postmark posts to the reply and both judgements, against a plain conversion of the same mails to text. */
export async function mailsRead(): Promise<Measured> {
  const mails = benchMails();
  const { value, reference } = await compare({
    product: () => elapsed(async () => mails.forEach(read)),
    reference: () => elapsed(async () => mails.forEach(toText)),
  });
  const perSecond = (ms: number) => Math.round((1_000 * mails.length) / ms);
  return {
    value: perSecond(value),
    reference: perSecond(reference),
    ratio: round(reference / value),
    unit: 'mails/s',
  };
}

/** A collection of garbage would make any mail the slowest of one round. */
const ROUNDS = [1, 2, 3, 4, 5, 6, 7, 8];

/** The mail that takes longest, against the one that takes longest to convert. */
export async function slowestMail(): Promise<Measured> {
  const mails = benchMails();
  const slowest = (work: (mail: string) => void) => {
    const times = mails.map((mail) => ({ mail, ms: Math.min(...ROUNDS.map(() => timed(() => work(mail)))) }));
    return times.reduce((worst, each) => (each.ms > worst.ms ? each : worst)).mail;
  };
  mails.forEach(read);
  mails.forEach(toText);
  const [ours, theirs] = [slowest(read), slowest(toText)];
  return compare({
    product: () => elapsed(async () => read(ours)),
    reference: () => elapsed(async () => toText(theirs)),
  });
}

function read(json: string): void {
  const mail = toInboundMail(postmarkInbound.parse(JSON.parse(json)));
  readMail(mail);
  isAutomatic(mail);
  isBounce(mail);
}

function toText(json: string): void {
  const { HtmlBody, TextBody } = JSON.parse(json) as { HtmlBody?: string; TextBody?: string };
  convert(HtmlBody || TextBody || '');
}

function timed(work: () => void): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}
