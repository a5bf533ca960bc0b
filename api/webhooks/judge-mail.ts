import { createHash } from 'node:crypto';
import { findAnswered } from '../../db/answered-mail.ts';
import { listSupportAddresses, projectsOf } from '../../db/inbound-emails.ts';
import type { Queryable } from '../../db/database.ts';
import type { QuarantineReason } from '../../db/schema.ts';
import type { ConversationId, ProjectId } from '../../domain/ids.ts';
import type { InboundMail } from '../../domain/inbound-mail.ts';
import type { MailIdentity } from '../../domain/mail-envelope.ts';
import { machineMailKind } from '../../domain/machine-mail.ts';
import type { MachineMailKind, SenderVerdict } from '../../domain/message.ts';
import { returnedClaims } from '../../domain/returned-mail.ts';
import { senderVerdict } from '../../domain/sender-verdict.ts';
import { decideThread, threadClaims, type ThreadDecision } from '../../domain/thread-mail.ts';

export interface Judgement {
  projectId: ProjectId;
  conversationId: ConversationId | null;
  verdict: SenderVerdict;
  /** What kind of machine wrote it; null: a person. */
  machine: MachineMailKind | null;
  /** Null: the mail goes into its conversation. */
  quarantine: QuarantineReason | null;
  /** Matched by nothing and sent to the project's own support address: a customer begins by mail. */
  begins: boolean;
  fingerprint: string;
}

/** Where a mail belongs and whether it may go there. @throws when the installation has no project. */
export async function judgeMail(
  db: Queryable,
  mail: InboundMail,
  identity: MailIdentity,
): Promise<Judgement> {
  const supported = await listSupportAddresses(db);
  const addresses = supported.map((project) => project.supportAddress);
  const machine = machineMailKind(mail, { identity, addresses });
  const claims = [...threadClaims(mail, identity), ...(machine ? returnedClaims(mail) : [])];
  const projects = await projectsOf(
    db,
    claims.flatMap(({ key }) => key?.conversationId ?? []),
  );
  const thread = decideThread(claims, {
    projects,
    everyProject: supported.map((project) => project.id),
    secrets: identity.replyAddressSecrets,
  });
  const conversationId = 'conversationId' in thread ? thread.conversationId : null;
  const addressed = projectAddressed(mail, supported);
  const projectId = (conversationId && projects.get(conversationId)) ?? (addressed ?? firstOf(supported)).id;
  const verdict = senderVerdict(mail);
  const answers =
    machine && conversationId ? await findAnswered(db, { mail, conversationId, machine }) : null;
  const astray = machine !== null && answers === null;
  const quarantine = quarantineReason(mail, { thread, verdict, astray });
  return {
    projectId,
    conversationId,
    verdict,
    machine,
    quarantine,
    begins: quarantine === 'no_match' && addressed !== undefined,
    fingerprint: fingerprint(mail, { projectId, conversationId, quarantine }),
  };
}

function quarantineReason(
  mail: InboundMail,
  judged: { thread: ThreadDecision; verdict: SenderVerdict; astray: boolean },
): QuarantineReason | null {
  const { thread, verdict, astray } = judged;
  if (!mail.from) return 'no_sender';
  if ('quarantine' in thread && thread.quarantine !== 'no_match') return thread.quarantine;
  if (verdict === 'failed') return 'failed_sender';
  if (astray) return 'automatic';
  return 'quarantine' in thread ? thread.quarantine : null;
}

type Supported = { id: ProjectId; supportAddress: string };

function projectAddressed(mail: InboundMail, projects: Supported[]): Supported | undefined {
  const recipients = new Set(
    [mail.originalRecipient, ...mail.to, ...mail.cc].map((each) => each.toLowerCase()),
  );
  return projects.find((project) => recipients.has(project.supportAddress.toLowerCase()));
}

/** Mail that belongs nowhere is shown to the oldest project's team. */
function firstOf(projects: Supported[]): Supported {
  const [first] = projects;
  if (!first) throw new Error('There is no project to keep a mail for.');
  return first;
}

/**
 * The same for every arrival of one mail, whatever the provider calls it. The judgement is part of it, so that nothing
 * untrusted can arrive first and keep the real mail out.
 */
function fingerprint(
  mail: InboundMail,
  judged: {
    projectId: ProjectId;
    conversationId: ConversationId | null;
    quarantine: QuarantineReason | null;
  },
): string {
  const identity = mail.messageId ?? [mail.subject, mail.text, mail.html];
  const parts = [identity, mail.from?.email, judged.conversationId ?? judged.projectId, judged.quarantine];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
