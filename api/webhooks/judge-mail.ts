import { createHash } from 'node:crypto';
import { findAnswered } from '../../db/answered-mail.ts';
import { isBlocked } from '../../db/blocks.ts';
import { addressesOfCustomer } from '../../db/correspondents.ts';
import { listSupportAddresses, projectsOf } from '../../db/inbound-emails.ts';
import type { Queryable } from '../../db/database.ts';
import { isReport } from '../../domain/bounce-report.ts';
import type { QuarantineReason } from '../../domain/quarantine.ts';
import type { AgentMailId, ConversationId, ProjectId } from '../../domain/ids.ts';
import type { InboundMail } from '../../domain/inbound-mail.ts';
import type { MailIdentity } from '../../domain/mail-envelope.ts';
import { machineMailKind } from '../../domain/machine-mail.ts';
import type { MachineMailKind, SenderVerdict } from '../../domain/message.ts';
import type { Person } from '../../domain/parse-people.ts';
import { foldAddress } from '../../domain/mail-address.ts';
import { isOurAddress } from '../../domain/reply-address.ts';
import { returnedClaims } from '../../domain/returned-mail.ts';
import { senderVerdict, type SenderProof } from '../../domain/sender-verdict.ts';
import { decideThread, threadClaims, type ThreadDecision } from '../../domain/thread-mail.ts';
import { looksLikeVerification } from '../../domain/verification-mail.ts';
import { forwardedBy, type Forward } from './forwarded-by.ts';
import { judgeAgentMail, type AgentMailJudgement } from './judge-agent-mail.ts';

export interface Judgement {
  projectId: ProjectId;
  conversationId: ConversationId | null;
  /** The mail to an agent that this one answers. */
  agentMailId: AgentMailId | null;
  verdict: SenderVerdict;
  /** What kind of machine wrote it; null: a person. */
  machine: MachineMailKind | null;
  /** Null: the mail goes into its conversation. */
  quarantine: QuarantineReason | null;
  /** Matched by nothing and sent to the project's own support address: a customer begins by mail. */
  begins: boolean;
  /** Another of its keys leads elsewhere. */
  keysDisagree: boolean;
  /** An agent forwarded it on behalf of somebody else. */
  forward: Forward | null;
  /** To and Cc without us and without its author. */
  recipients: Person[];
  fingerprint: string;
}

/** Where a mail belongs and whether it may go there. @throws when the installation has no project. */
export async function judgeMail(
  db: Queryable,
  mail: InboundMail,
  { identity, proof }: { identity: MailIdentity; proof: SenderProof | null },
): Promise<Judgement> {
  const supported = await listSupportAddresses(db);
  const own = supported.map((project) => project.supportAddress);
  const machine = machineMailKind(mail, { identity, addresses: own });
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
  const verdict = senderVerdict(mail, proof);
  const answer = await judgeAgentMail(db, mail, { identity, verdict, automatic: machine !== null });
  if (answer && (answer.by === 'address' || !belongsByAddress(thread)))
    return judgedAnswer(mail, answer, { verdict, machine });
  const conversationId = 'conversationId' in thread ? thread.conversationId : null;
  const addressed = projectAddressed(mail, supported);
  const projectId = (conversationId && projects.get(conversationId)) ?? (addressed ?? firstOf(supported)).id;
  const addresses = conversationId ? await addressesOfCustomer(db, conversationId) : [];
  const answers =
    machine && conversationId ? await findAnswered(db, { mail, conversationId, machine }) : null;
  const astray = machine !== null && answers === null;
  const blocked = await isBlocked(db, projectId, { sender: mail.from?.email ?? null });
  const reason = quarantineReason(mail, { thread, verdict, addresses, machine, astray, blocked });
  const begins = reason === 'no_match' && addressed !== undefined;
  const forward = begins ? await forwardedBy(db, mail, { project: addressed, identity, verdict }) : null;
  const quarantine = forward === 'unproven' ? 'unproven_forward' : reason;
  return {
    projectId,
    conversationId,
    agentMailId: null,
    verdict,
    machine,
    quarantine,
    begins: begins && forward !== 'unproven',
    keysDisagree: 'disagrees' in thread && thread.disagrees,
    forward: forward === 'unproven' ? null : forward,
    recipients: othersAmong(mail, { identity, supported }),
    fingerprint: fingerprint(mail, { projectId, conversationId, quarantine }),
  };
}

/** An address of the conversation itself outweighs a Message-ID of ours to an agent: that one may have been sent along. */
const belongsByAddress = (thread: ThreadDecision) => 'conversationId' in thread && thread.by === 'address';

/** What lies in quarantine is nobody's word: whoever lets it out later does not let it speak for the agent. */
function judgedAnswer(
  mail: InboundMail,
  { by: _by, ...judged }: AgentMailJudgement,
  { verdict, machine }: Pick<Judgement, 'verdict' | 'machine'>,
): Judgement {
  return {
    ...judged,
    agentMailId: judged.quarantine ? null : judged.agentMailId,
    verdict,
    machine,
    begins: false,
    keysDisagree: false,
    forward: null,
    recipients: [],
    fingerprint: fingerprint(mail, judged),
  };
}

function quarantineReason(
  mail: InboundMail,
  judged: {
    thread: ThreadDecision;
    verdict: SenderVerdict;
    addresses: string[];
    machine: MachineMailKind | null;
    astray: boolean;
    blocked: boolean;
  },
): QuarantineReason | null {
  const { thread, verdict, addresses, machine, astray, blocked } = judged;
  if (!mail.from) return 'no_sender';
  if (blocked) return 'blocked';
  if ('quarantine' in thread && thread.quarantine !== 'no_match') return thread.quarantine;
  if (verdict === 'failed') return 'failed_sender';
  // Bounces and answering machines write from addresses of their own, too.
  const answersUs = isReport(machine) || machine === 'out_of_office' || addresses.includes(mail.from.email);
  const isThreaded = !('quarantine' in thread);
  if (isThreaded && !answersUs && looksLikeVerification(mail)) return 'third_party';
  if (astray) return 'automatic';
  return 'quarantine' in thread ? thread.quarantine : null;
}

function othersAmong(mail: InboundMail, us: { identity: MailIdentity; supported: Supported[] }): Person[] {
  const support = new Set(us.supported.map(({ supportAddress }) => foldAddress(supportAddress)));
  const others = mail.recipients.filter(
    ({ email }) => email !== mail.from?.email && !support.has(email) && !isOurAddress(email, us.identity),
  );
  return [...new Map(others.map((person) => [person.email, person])).values()];
}

type Supported = { id: ProjectId; supportAddress: string };

function projectAddressed(mail: InboundMail, projects: Supported[]): Supported | undefined {
  const recipients = new Set([mail.originalRecipient, ...mail.to, ...mail.cc].map(foldAddress));
  return projects.find((project) => recipients.has(foldAddress(project.supportAddress)));
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
