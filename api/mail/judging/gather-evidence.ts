import { findAgentMail } from '../../../db/mail/outbound/agent-mails.ts';
import { findAnswered } from '../../../db/mail/inbound/answered-mail.ts';
import { isBlocked } from '../../../db/project/blocks.ts';
import { addressesOfCustomer, findAgentsByEmail } from '../../../db/mail/inbound/correspondents.ts';
import type { Queryable } from '../../../db/connection/database.ts';
import { findFormer } from '../../../db/project/addresses/former-addresses.ts';
import { projectsOf } from '../../../db/mail/inbound/inbound-emails.ts';
import { listSupportAddresses } from '../../../db/project/support-addresses.ts';
import { readForwarded } from '../../../domain/mail/reading/forwarded-mail.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import type { Evidence } from '../../../domain/mail/judging/judgement.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import { deliveredTo } from '../../../domain/mail/judging/delivered-to.ts';
import { claimsOf, placeOf } from '../../../domain/mail/judging/place-of-mail.ts';
import type { MailClaims } from '../../../domain/mail/judging/known-places.ts';
import { beginsAt, type MailFacts } from '../../../domain/mail/judging/quarantine-reason.ts';
import { senderVerdict } from '../../../domain/mail/judging/sender-verdict.ts';
import type { Resolve } from '../provider/dns-resolver.ts';
import { proveSender } from './prove-sender.ts';

/**
 * Looks up what the judgement of a mail needs: first of the places it names, then of the one it belongs to. Which that is
 * comes from the same decisions that `judge` takes over the same facts: a second time costs less than asking for more.
 */
export async function gatherEvidence(
  { db, mail: identity, resolve }: { db: Queryable; mail: MailIdentity; resolve: Resolve },
  mail: InboundMail,
): Promise<Evidence> {
  const proof = mail.raw ? await proveSender(mail.raw, mail, { resolve }) : null;
  const us = { identity, supported: await listSupportAddresses(db) };
  const claims = claimsOf(mail, us);
  const former = await findFormer(db, deliveredTo(mail));
  const known = { ...us, ...(await placesNamed(db, claims)), former, proof, now: new Date() };
  const place = placeOf(mail, claims, known);
  if (place.at === 'agentMail' || place.at === 'nobody') return { ...known, ...OF_NO_CUSTOMER };
  const seen = { place, machine: claims.machine, verdict: senderVerdict(mail, proof) };
  return { ...known, ...(await customerEvidence(db, mail, seen)) };
}

/** What the places are that the mail claims to answer. */
async function placesNamed(db: Queryable, { thread, agent }: MailClaims) {
  const conversations = thread.flatMap(({ key }) => key?.conversationId ?? []);
  const projects = await projectsOf(db, conversations);
  const agentMails = await findAgentMail(
    db,
    agent.map(({ key }) => key.agentMailId),
  );
  return { projects, agentMails: agentMails.map((row) => ({ ...row, agentMailId: row.id })) };
}

type CustomerEvidence = Pick<Evidence, 'addresses' | 'answersOurs' | 'blocked' | 'agents'>;

const OF_NO_CUSTOMER: CustomerEvidence = {
  addresses: [],
  answersOurs: false,
  blocked: false,
  agents: new Map(),
};

async function customerEvidence(
  db: Queryable,
  mail: InboundMail,
  seen: Pick<MailFacts, 'place' | 'machine' | 'verdict'>,
): Promise<CustomerEvidence> {
  const { place, machine } = seen;
  const conversationId = place.at === 'conversation' ? place.conversationId : null;
  const addresses = conversationId ? await addressesOfCustomer(db, conversationId) : [];
  const answered =
    machine && conversationId ? await findAnswered(db, { mail, conversationId, machine }) : null;
  const blocked = await isBlocked(db, place.projectId, { sender: mail.from?.email ?? null });
  const facts = { addresses, answersOurs: answered !== null, blocked };
  const project = beginsAt(mail, { ...seen, ...facts });
  return { ...facts, agents: project ? await agentsForwarding(db, mail, project.id) : new Map() };
}

/** A mail is forwarded by an agent, and not when it is a colleague's. */
function agentsForwarding(
  db: Queryable,
  mail: InboundMail,
  projectId: ProjectId,
): Promise<Evidence['agents']> {
  const people = [mail.from, readForwarded(mail)?.from];
  return findAgentsByEmail(db, { projectId, emails: people.flatMap((each) => each?.email ?? []) });
}
