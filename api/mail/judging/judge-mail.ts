import type { Person } from '../../../domain/person.ts';
import { findAnswered } from '../../../db/mail/inbound/answered-mail.ts';
import { isBlocked } from '../../../db/project/blocks.ts';
import { addressesOfCustomer } from '../../../db/mail/inbound/correspondents.ts';
import { listSupportAddresses, projectsOf } from '../../../db/mail/inbound/inbound-emails.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import { isReport } from '../../../domain/mail/bounce-report.ts';
import type { QuarantineReason } from '../../../domain/mail/judging/quarantine.ts';
import type { AgentMailId, ConversationId, ProjectId } from '../../../domain/ids.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import { machineMailKind } from '../../../domain/mail/judging/machine-mail.ts';
import type { MachineMailKind, SenderVerdict } from '../../../domain/message.ts';
import { foldAddress } from '../../../domain/mail/address/mail-address.ts';
import { isOurAddress, untagged } from '../../../domain/mail/address/reply-address.ts';
import { bouncedClaims } from '../../../domain/mail/judging/bounced-mail.ts';
import { senderVerdict, type SenderProof } from '../../../domain/mail/judging/sender-verdict.ts';
import { decideThread, threadClaims, type ThreadDecision } from '../../../domain/mail/judging/thread-mail.ts';
import { looksLikeVerification } from '../../../domain/mail/judging/verification-mail.ts';
import { decodedLine } from '../provider/decoded-text.ts';
import { forwardedBy, type Forward } from './forwarded-by.ts';
import { answerTo } from '../../../domain/mail/reading/author-behind.ts';
import { deliveredTo } from '../../../domain/mail/judging/delivered-to.ts';
import { forwardAddress } from '../../../domain/doctor/forward-address.ts';
import { fingerprintsOf, type Fingerprints } from './fingerprint.ts';
import { judgeAgentMail, type AgentMailJudgement } from './judge-agent-mail.ts';

export interface Judgement extends Fingerprints {
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
  /** Whom it names as its author or as the one to answer, where that is not From. */
  answerTo: Person | null;
}

/**
 * Where a mail belongs and whether it may go there.
 * @param about.files the digests of its files.
 * @throws when the installation has no project.
 */
export async function judgeMail(
  db: Queryable,
  mail: InboundMail,
  { identity, proof, files }: { identity: MailIdentity; proof: SenderProof | null; files: string[] },
): Promise<Judgement> {
  const supported = await listSupportAddresses(db);
  const own = supported.map((project) => project.supportAddress);
  const machine = machineMailKind(mail, { identity, addresses: own });
  const claims = [...threadClaims(mail, identity), ...(machine ? bouncedClaims(mail) : [])];
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
    return judgedAnswer(mail, answer, { verdict, machine, files });
  const conversationId = 'conversationId' in thread ? thread.conversationId : null;
  const addressed = projectAddressed(mail, { identity, supported });
  const projectId = (conversationId && projects.get(conversationId)) ?? (addressed ?? firstOf(supported)).id;
  const addresses = conversationId ? await addressesOfCustomer(db, conversationId) : [];
  const answers =
    machine && conversationId ? await findAnswered(db, { mail, conversationId, machine }) : null;
  const astray = machine !== null && answers === null;
  const blocked = await isBlocked(db, projectId, { sender: mail.from?.email ?? null });
  const reason = quarantineReason(mail, { thread, verdict, addresses, machine, astray, blocked });
  const named = answerTo(mail, { identity, addresses: own });
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
    answerTo: named && { ...named, name: decodedLine(named.name) },
    ...fingerprintsOf(mail, files, { projectId, conversationId, quarantine }),
  };
}

/** An address of the conversation itself outweighs a Message-ID of ours to an agent: that one may have been sent along. */
const belongsByAddress = (thread: ThreadDecision) => 'conversationId' in thread && thread.by === 'address';

/** What lies in quarantine is nobody's word: whoever lets it out later does not let it speak for the agent. */
function judgedAnswer(
  mail: InboundMail,
  { by: _by, ...judged }: AgentMailJudgement,
  { verdict, machine, files }: Pick<Judgement, 'verdict' | 'machine'> & { files: string[] },
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
    answerTo: null,
    ...fingerprintsOf(mail, files, judged),
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
    ({ email }) =>
      email !== mail.from?.email && !support.has(untagged(email)) && !isOurAddress(email, us.identity),
  );
  return [...new Map(others.map((person) => [person.email, person])).values()];
}

type Supported = { id: ProjectId; supportAddress: string };

/** The only project's team gets what comes to the address that its support mailbox forwards to: a blind copy names nobody. */
function projectAddressed(
  mail: InboundMail,
  { identity, supported }: { identity: MailIdentity; supported: Supported[] },
): Supported | undefined {
  const recipients = deliveredTo(mail);
  const named = supported.find(({ supportAddress }) => recipients.has(foldAddress(supportAddress)));
  if (named || supported.length > 1) return named;
  return foldAddress(mail.originalRecipient) === foldAddress(forwardAddress(identity))
    ? supported[0]
    : undefined;
}

/** Mail that belongs nowhere is shown to the oldest project's team. */
function firstOf(projects: Supported[]): Supported {
  const [first] = projects;
  if (!first) throw new Error('There is no project to keep a mail for.');
  return first;
}
