import { createHash } from 'node:crypto';
import { listSupportAddresses, projectsOf } from '../../db/inbound-emails.ts';
import type { Queryable } from '../../db/database.ts';
import type { QuarantineReason } from '../../db/schema.ts';
import { isAutomatic } from '../../domain/automatic-mail.ts';
import type { AgentMailId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { InboundMail } from '../../domain/inbound-mail.ts';
import type { MailIdentity } from '../../domain/mail-envelope.ts';
import type { SenderVerdict } from '../../domain/message.ts';
import { senderVerdict } from '../../domain/sender-verdict.ts';
import { decideThread, threadClaims, type ThreadDecision } from '../../domain/thread-mail.ts';
import { judgeAgentMail, type AgentMailJudgement } from './judge-agent-mail.ts';

export interface Judgement {
  projectId: ProjectId;
  conversationId: ConversationId | null;
  /** The mail to an agent that this one answers. */
  agentMailId: AgentMailId | null;
  verdict: SenderVerdict;
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
  const claims = threadClaims(mail, identity);
  const projects = await projectsOf(
    db,
    claims.flatMap(({ key }) => key?.conversationId ?? []),
  );
  const supported = await listSupportAddresses(db);
  const thread = decideThread(claims, {
    projects,
    everyProject: supported.map((project) => project.id),
    secrets: identity.replyAddressSecrets,
  });
  const answer = await judgeAgentMail(db, mail, identity);
  if (answer && (answer.by === 'address' || !belongsByAddress(thread))) return judgedAnswer(mail, answer);
  const conversationId = 'conversationId' in thread ? thread.conversationId : null;
  const addressed = projectAddressed(mail, supported);
  const projectId = (conversationId && projects.get(conversationId)) ?? (addressed ?? firstOf(supported)).id;
  const verdict = senderVerdict(mail);
  const quarantine = quarantineReason(mail, { thread, verdict });
  return {
    projectId,
    conversationId,
    agentMailId: null,
    verdict,
    quarantine,
    begins: quarantine === 'no_match' && addressed !== undefined,
    fingerprint: fingerprint(mail, { projectId, conversationId, quarantine }),
  };
}

/** An address of the conversation itself outweighs a Message-ID of ours to an agent: that one may have been sent along. */
const belongsByAddress = (thread: ThreadDecision) => 'conversationId' in thread && thread.by === 'address';

/** What lies in quarantine is nobody's word: whoever lets it out later does not let it speak for the agent. */
function judgedAnswer(mail: InboundMail, { by: _by, ...judged }: AgentMailJudgement): Judgement {
  return {
    ...judged,
    agentMailId: judged.quarantine ? null : judged.agentMailId,
    verdict: senderVerdict(mail),
    begins: false,
    fingerprint: fingerprint(mail, judged),
  };
}

function quarantineReason(
  mail: InboundMail,
  { thread, verdict }: { thread: ThreadDecision; verdict: SenderVerdict },
): QuarantineReason | null {
  if (!mail.from) return 'no_sender';
  if ('quarantine' in thread && thread.quarantine !== 'no_match') return thread.quarantine;
  if (verdict === 'failed') return 'failed_sender';
  if (isAutomatic(mail)) return 'automatic';
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
