import { beginByMail } from '../../../db/mail/inbound/begin-by-mail.ts';
import type { Database } from '../../../db/connection/database.ts';
import { notify } from '../../../db/connection/feed.ts';
import {
  storeInboundEmail,
  type ArrivedFile,
  type InboundEmail,
  type NewInboundEmail,
} from '../../../db/mail/inbound/inbound-emails.ts';
import { forgetShort } from '../../../db/mail/inbound/mails-over-budget.ts';
import { quarantineWithinBudget } from '../../../db/mail/inbound/quarantine-budget.ts';
import { newId } from '../../../domain/ids.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import { foldedKinds, readText, type ReadReply } from '../../../domain/mail/reading/read-reply.ts';
import { storableJson, storableText } from '../../../domain/text/storable-text.ts';
import { saidBy } from '../../../domain/mail/reading/wordless-mail.ts';
import { arrivedFiles, digestsOf, withoutContent } from './arrived-files.ts';
import type { OpenedMail } from '../forms/opened-mail.ts';
import { gestureOf } from '../judging/gesture.ts';
import type { InboundDependencies } from './inbound.ts';
import { judgeMail, type Judgement } from '../judging/judge-mail.ts';
import { SOURCE_LEFT_OUT } from '../lifting/lift-contents.ts';
import { partiesOfMail } from '../judging/parties-of-mail.ts';
import type { PostmarkInbound } from '../provider/postmark-inbound.ts';
import { proveSender } from '../judging/prove-sender.ts';
import { readMail } from '../reading/read-mail.ts';

/** A mail on its way in. */
export interface Arrival {
  /** As the provider wrote it. */
  json: PostmarkInbound;
  opened: OpenedMail;
  mail: InboundMail;
  /** What a machine's mail reports, as text. */
  report: string[];
}

/** Judges a mail and keeps it, whatever becomes of it. */
export async function storeArrival(
  deps: InboundDependencies,
  { json, opened, mail }: Arrival,
): Promise<InboundEmail> {
  const proof = mail.raw ? await proveSender(mail.raw, mail, { resolve: deps.resolve }) : null;
  const files = arrivedFiles(opened.json, opened.contents);
  const judgement = await judgeMail(deps.db, mail, {
    ...{ identity: deps.mail, proof, files: digestsOf(opened.json, opened.contents) },
  });
  const { begins, forward, ...judged } = gestureOf(mail, opened) ? asGesture(judgement) : judgement;
  const parties = await partiesOfMail(deps.db, mail, judged.conversationId);
  const read = forward ? readText(forward.text) : readMail(mail, parties);
  const arrived: NewInboundEmail = {
    ...judged,
    ...saidIn(read, { opened, judged, files, subject: forward?.subject ?? mail.subject }),
    id: newId('eml'),
    providerId: mail.providerId,
    rfcMessageId: mail.messageId,
    fromEmail: mail.from?.email ?? '',
    fromName: mail.from?.name ?? '',
    subject: mail.subject,
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
  await forgetShort(deps.db, email);
  const { id, conversationId, quarantine, verdict } = email;
  deps.log.info({ email: id, conversationId, quarantine, verdict }, 'a mail arrived');
  return email;
}

/** A gesture begins nothing, and an agent's is no answer to a customer. */
function asGesture(judgement: Judgement): Judgement {
  const { begins, agentMailId } = judgement;
  if (!begins && !agentMailId) return { ...judgement, machine: null };
  const quarantine = begins ? 'automatic' : (judgement.quarantine ?? 'automatic');
  return { ...judgement, begins: false, agentMailId: null, quarantine };
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
    replyText: storableText(said.words),
    quotedText: storableText(said.around.folded),
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
