import type { IncomingMessage, ServerResponse } from 'node:http';
import { beginByMail } from '../../db/begin-by-mail.ts';
import type { Database } from '../../db/database.ts';
import { notify } from '../../db/feed.ts';
import {
  markSignalled,
  quarantineEmail,
  storeInboundEmail,
  type ArrivedFile,
  type InboundEmail,
  type NewInboundEmail,
} from '../../db/inbound-emails.ts';
import { quarantineWithinBudget } from '../../db/quarantine-budget.ts';
import { Refusal } from '../../domain/errors.ts';
import { newId, siblingId, type ConversationId, type EmailId } from '../../domain/ids.ts';
import type { InboundMail } from '../../domain/inbound-mail.ts';
import { foldedKinds, readText } from '../../domain/reading/read-reply.ts';
import { storableJson, storableText } from '../../domain/storable-text.ts';
import { mailSignal } from '../mail-signal.ts';
import type { Resolve } from './dns-resolver.ts';
import { automaticAnswers } from './automatic-answers.ts';
import { arrivedFiles, withoutContent } from './arrived-files.ts';
import { judgeMail } from './judge-mail.ts';
import { SOURCE_LEFT_OUT } from './lift-contents.ts';
import type { LiftedContent } from './lifted-content.ts';
import { machineMailNews } from './machine-mail.ts';
import { partiesOfMail } from './parties-of-mail.ts';
import { postmarkInbound, toInboundMail, type PostmarkInbound } from './postmark-inbound.ts';
import { proveSender } from './prove-sender.ts';
import { readMail } from './read-mail.ts';
import { reportTexts } from './report-texts.ts';
import { signalAgentReply } from './signal-agent-reply.ts';
import { takeTestMail } from './take-test-mail.ts';
import { createWebhook, type WebhookDependencies } from './webhook.ts';

/**
 * Postmark takes attachments of 35 MB in all: 49 MB as base64, and 52 MB more with their line ends in the raw mail, where
 * that is included. Both grow by a twelfth where `+` is written as an escape; the bodies come on top, twice as well.
 */
const MAX_BYTES = 130_000_000;

export interface InboundDependencies extends WebhookDependencies {
  /** Asks the name servers of senders. */
  resolve: Resolve;
}

/** Takes the mail that customers send: stored first, then told to its conversation or kept in quarantine, then answered 200. */
export function createInboundWebhook(
  deps: InboundDependencies,
): (req: IncomingMessage, res: ServerResponse) => Promise<void> {
  return createWebhook(deps, { maxBytes: MAX_BYTES, shape: postmarkInbound, take: createIntake(deps) });
}

/** What becomes of an arrived mail, whether the webhook brought it or it was fetched. The same mail again changes nothing. */
export function createIntake(
  deps: InboundDependencies,
): (json: PostmarkInbound, contents: LiftedContent[]) => Promise<{ result: string }> {
  const signalOnce = singleFlight<EmailId, { result: string }>();
  return async (json, contents) => {
    const test = await takeTestMail(deps, json);
    if (test) return test;
    // Before anything is stored: what is written of the files leaves memory.
    const report = reportTexts(json, contents);
    const arrival = { json, mail: toInboundMail(json, report), report };
    const email = await store(deps, { ...arrival, files: arrivedFiles(json, contents) });
    const { id, conversationId, quarantine, signalledAt } = email;
    if (quarantine || !conversationId) return { result: quarantine ?? 'no_match' };
    if (signalledAt) return { result: 'already_taken' };
    return signalOnce(id, () => signal(deps, { ...arrival, email, conversationId }));
  };
}

/** A mail on its way in. */
interface Arrival {
  json: PostmarkInbound;
  mail: InboundMail;
  /** What a machine's mail reports, as text. */
  report: string[];
}

interface Accepted extends Arrival {
  email: InboundEmail;
  conversationId: ConversationId;
}

async function store(
  deps: InboundDependencies,
  { json, mail, files }: Arrival & { files: ArrivedFile[] },
): Promise<InboundEmail> {
  const proof = mail.raw ? await proveSender(mail.raw, mail, { resolve: deps.resolve }) : null;
  const { begins, forward, ...judged } = await judgeMail(deps.db, mail, { identity: deps.mail, proof });
  const parties = await partiesOfMail(deps.db, mail, judged.conversationId);
  const read = forward ? readText(forward.text) : readMail(mail, parties);
  const { reply, folded } = read;
  const arrived: NewInboundEmail = {
    ...judged,
    id: newId('eml'),
    providerId: mail.providerId,
    rfcMessageId: mail.messageId,
    fromEmail: mail.from?.email ?? '',
    fromName: mail.from?.name ?? '',
    subject: mail.subject,
    replyText: storableText(reply),
    quotedText: storableText(folded),
    foldedKinds: foldedKinds(read),
    html: mail.html || null,
    hasSource: json.RawEmail !== '' && json.RawEmail !== SOURCE_LEFT_OUT,
    payload: storableJson(withoutContent(json)),
    // Whose mail it is now, nothing vouches for.
    ...(forward && {
      ...{ fromEmail: forward.from.email, fromName: forward.from.name, subject: forward.subject },
      ...{ verdict: 'unverified' as const, forwardedBy: forward.by, forwardedWith: forward.words },
    }),
  };
  const email = await keep(deps.db, arrived, { begins, files });
  const { id, conversationId, quarantine, verdict } = email;
  deps.log.info({ email: id, conversationId, quarantine, verdict }, 'a mail arrived');
  return email;
}

/** Begins the conversation of a mail to the support address, or shows what is not trusted to the team. */
async function keep(
  db: Database,
  arrived: NewInboundEmail,
  { begins, files }: { begins: boolean; files: ArrivedFile[] },
): Promise<InboundEmail> {
  const { quarantine } = arrived;
  if (!quarantine) return storeInboundEmail(db, arrived, files);
  if (!begins) {
    const kept = await quarantineWithinBudget(db, { ...arrived, quarantine }, files);
    if (kept.quarantine) await notify(db, { kind: 'quarantine', projectId: kept.projectId });
    return kept;
  }
  const stored = await storeInboundEmail(db, arrived, files);
  return stored.quarantine ? beginByMail(db, stored) : stored;
}

/** Ids come from the stored mail: however often this is repeated, the conversation hears of it once. */
async function signal(deps: WebhookDependencies, accepted: Accepted) {
  const { email } = accepted;
  try {
    await tell(deps, accepted);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'conversation_not_found') throw error;
    await quarantineEmail(deps.db, email.id, 'unknown_conversation');
    return { result: 'unknown_conversation' };
  }
  await markSignalled(deps.db, email.id);
  return { result: 'taken' };
}

async function tell(
  deps: WebhookDependencies,
  { email, conversationId, mail, report }: Accepted,
): Promise<void> {
  const { id: emailId, agentMailId, machine } = email;
  if (agentMailId) return signalAgentReply(deps, email, { conversationId, agentMailId });
  if (machine) {
    const news = await machineMailNews(deps.db, { mail, conversationId, machine, report });
    return deps.gateway.signal('machineMail', conversationId, {
      id: siblingId('msg', emailId),
      emailId,
      ...news,
    });
  }
  const answer = await automaticAnswers(deps.db, { email, mail, identity: deps.mail });
  return deps.gateway.signal('inboundEmail', conversationId, {
    ...(await mailSignal(deps.db, email)),
    ...(answer && { answer }),
  });
}

/** Copies of a mail that arrive at once wait for the same signal, instead of asking Temporal a hundred times. */
function singleFlight<Key, Result>() {
  const flying = new Map<Key, Promise<Result>>();
  return (key: Key, fly: () => Promise<Result>): Promise<Result> => {
    const flight = flying.get(key) ?? fly().finally(() => flying.delete(key));
    flying.set(key, flight);
    return flight;
  };
}
