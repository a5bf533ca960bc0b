import { checksOf, type Check } from './check.ts';
import { durationWords } from './duration-words.ts';
import { inboundSilence, silenceWords, type MailTraffic } from './inbound-silence.ts';

/** The newest mail that the installation sent to itself. Times in milliseconds since the epoch. */
export interface TestMailState {
  sentAt: number;
  arrivedAt: number | null;
  /** Why the provider did not take it, in words. */
  failure: string | null;
}

/** How many arrived mails the provider holds in each state (https://postmarkapp.com/support/article/1290-inbound-message-statuses). */
export interface WaitingMail {
  /** Not taken yet: queued, tried again, or given up. */
  unprocessed: number;
  /** Stopped by the server's own rules or spam threshold. */
  blocked: number;
}

export interface ArrivalFacts extends MailTraffic {
  testMail: TestMailState | null;
  /** Null: the provider could not be asked. */
  waiting: WaitingMail | null;
}

/** Mail between two servers takes seconds; a greylisting one makes it minutes, which Postmark does not. */
const TEST_MAIL_PATIENCE_MS = 120_000;
/** A test that is older says little about today. */
const TEST_MAIL_FRESH_MS = 30 * 86_400_000;

const { good, attention, broken } = checksOf('arrivals');

export function checkArrivals(facts: ArrivalFacts): Check[] {
  const waiting = facts.waiting ? [missedMail(facts.waiting), ...blockedMail(facts.waiting)] : [];
  return [testMail(facts), lastArrival(facts), ...waiting];
}

function testMail({ testMail: test, now }: ArrivalFacts): Check {
  const id = 'test-mail';
  const title = 'A test mail comes back';
  const again = 'Send a test mail.';
  if (!test) return attention(id, { title, detail: 'None has been sent yet.', fix: again });
  if (test.failure)
    return broken(id, { title, detail: test.failure, fix: 'Correct that, then send another test mail.' });
  if (test.arrivedAt !== null) {
    const took = durationWords(test.arrivedAt - test.sentAt);
    const age = now - test.arrivedAt;
    const detail = `It came back through the webhook after ${took}${age > 60_000 ? `, ${durationWords(age)} ago` : ''}.`;
    if (age > TEST_MAIL_FRESH_MS) return attention(id, { title, detail, fix: again });
    return good(id, { title, detail });
  }
  const age = now - test.sentAt;
  if (age < TEST_MAIL_PATIENCE_MS)
    return attention(id, { title, detail: `On its way for ${durationWords(age)}.`, fix: null });
  return broken(id, {
    title,
    detail: `The last one left ${durationWords(age)} ago and has not come back: answers of customers would not either.`,
    fix: 'Correct what is marked above. Postmark’s activity page of the inbound stream shows whether it arrived there.',
  });
}

function lastArrival(facts: ArrivalFacts): Check {
  const id = 'last-arrival';
  const title = 'The last mail that arrived';
  const silence = inboundSilence(facts);
  if (silence)
    return broken(id, {
      title,
      detail: silenceWords(silence),
      fix: 'Send a test mail. If it does not come back, the marked settings say why; then fetch what was missed.',
    });
  if (facts.lastArrivalAt === null)
    return attention(id, { title, detail: 'None has arrived yet.', fix: null });
  return good(id, { title, detail: `${durationWords(facts.now - facts.lastArrivalAt)} ago.` });
}

function missedMail({ unprocessed }: WaitingMail): Check {
  const id = 'missed-mail';
  const title = 'Mail that waits at the provider';
  if (unprocessed === 0) return good(id, { title, detail: 'Everything that arrived there is here.' });
  const one = unprocessed === 1;
  return attention(id, {
    title,
    detail: `${unprocessed} ${one ? 'mail' : 'mails'} reached the provider while the webhook did not answer. ${one ? 'It is' : 'They are'} fetched within a quarter of an hour, also after the provider has given up.`,
    fix: 'Fetch it now with “Fetch missed mail” under Settings → Email.',
  });
}

function blockedMail({ blocked }: WaitingMail): Check[] {
  if (blocked === 0) return [];
  return [
    attention('blocked-mail', {
      title: 'Mail that the provider blocked',
      detail: `${blocked} ${blocked === 1 ? 'mail was' : 'mails were'} stopped by the inbound rules or the spam threshold set at Postmark. Blocked mail is never fetched: it was your decision.`,
      fix: 'If customers are among them, change the rule in Postmark and release the mail there.',
    }),
  ];
}
