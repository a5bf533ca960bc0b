import { beginByMail } from '../../../db/mail/inbound/begin-by-mail.ts';
import type { Database } from '../../../db/connection/database.ts';
import { notify } from '../../../db/connection/feed.ts';
import {
  storeInboundEmail,
  type ArrivedFile,
  type InboundEmail,
  type NewInboundEmail,
} from '../../../db/mail/inbound/inbound-emails.ts';
import { forgetShort } from '../../../db/mail/inbound/forget-short.ts';
import { quarantineWithinBudget } from '../../../db/mail/inbound/quarantine-budget.ts';
import { newId } from '../../../domain/ids.ts';
import { judgedAsGesture } from '../../../domain/mail/judging/judge.ts';
import type { Judgement } from '../../../domain/mail/judging/judgement.ts';
import { foldedKinds, readText, type ReadReply } from '../../../domain/mail/reading/read-reply.ts';
import { saidBy } from '../../../domain/mail/reading/wordless-mail.ts';
import { arrivedFiles, digestsOf, withoutContent } from './arrived-files.ts';
import type { Gathered } from '../judging/gather-evidence.ts';
import { fingerprintsOf } from '../judging/fingerprint.ts';
import { decodedLine } from '../provider/decoded-text.ts';
import type { OpenedMail } from '../forms/opened-mail.ts';
import { SOURCE_LEFT_OUT } from '../lifting/lift-contents.ts';
import { partiesOfMail } from '../../../domain/mail/reading/parties-of-mail.ts';
import type { Arrival } from './read-arrival.ts';
import { readMail } from '../reading/read-mail.ts';
import type { WebhookDependencies } from './webhook.ts';

/** Keeps a mail, whatever becomes of it. */
export async function storeArrival(
  deps: Pick<WebhookDependencies, 'db' | 'log'>,
  { json, opened, mail, gesture }: Arrival,
  { judgement, known }: { judgement: Judgement; known: Pick<Gathered, 'supported' | 'sent'> },
): Promise<InboundEmail> {
  const files = arrivedFiles(opened.json, opened.contents);
  const prints = fingerprintsOf(mail, digestsOf(opened.json, opened.contents), judgement);
  const { begins, forward, ...judged } = gesture ? judgedAsGesture(judgement) : judgement;
  const read = forward ? readText(forward.text) : readMail(mail, partiesOfMail(mail, known));
  const arrived: NewInboundEmail = {
    ...judged,
    ...prints,
    ...saidIn(read, { opened, judged, files, subject: forward?.subject ?? mail.subject }),
    id: newId('eml'),
    providerId: mail.providerId,
    rfcMessageId: mail.messageId,
    fromEmail: mail.from?.email ?? '',
    fromName: mail.from?.name ?? '',
    subject: mail.subject,
    answerTo: judged.answerTo && { ...judged.answerTo, name: decodedLine(judged.answerTo.name) },
    html: mail.html || null,
    hasSource: json.RawEmail !== '' && json.RawEmail !== SOURCE_LEFT_OUT,
    payload: withoutContent(json),
    // Whose mail it is now, nothing vouches for.
    ...(forward && {
      ...{ fromEmail: forward.from.email, fromName: forward.from.name, subject: forward.subject },
      ...{ verdict: 'unverified' as const, forwardedBy: forward.by, forwardedWith: forward.words },
    }),
  };
  const email = await keep(deps.db, arrived, { begins, files });
  // Stored now, it took the line along that stood for it.
  if (email.id !== arrived.id) await forgetShort(deps.db, email);
  const { id, conversationId, quarantine, verdict } = email;
  deps.log.info({ email: id, conversationId, quarantine, verdict }, 'a mail arrived');
  return email;
}

/** What an agent did not write must not leave as an answer of theirs. */
function saidIn(
  read: ReadReply,
  of: { opened: OpenedMail; judged: Pick<Judgement, 'agentMailId'>; files: ArrivedFile[]; subject: string },
): Pick<NewInboundEmail, 'replyText' | 'quotedText' | 'forms' | 'foldedKinds'> {
  const { opened, judged, files, subject } = of;
  const names = files.filter(({ inline }) => !inline).map(({ name }) => name);
  const said = judged.agentMailId
    ? { words: read.reply, forms: opened.forms, around: read }
    : saidBy({ read, subject, files: names }, opened);
  return {
    replyText: said.words,
    quotedText: said.around.folded,
    forms: said.forms,
    foldedKinds: foldedKinds(said.around),
  };
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
