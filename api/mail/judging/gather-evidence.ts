import { findAgentMail } from '../../../db/mail/outbound/agent-mails.ts';
import { findAnswered } from '../../../db/mail/inbound/answered-mail.ts';
import { findAgentsByEmail } from '../../../db/mail/inbound/correspondents.ts';
import type { Database, Queryable } from '../../../db/connection/database.ts';
import { findPlaceEvidence, type PlaceEvidence } from '../../../db/mail/inbound/find-place-evidence.ts';
import { findPlacesNamed } from '../../../db/mail/inbound/find-places-named.ts';
import { readForwarded } from '../../../domain/mail/reading/forwarded-mail.ts';
import type { ProjectId } from '../../../domain/ids.ts';
import type { InboundMail } from '../../../domain/mail/inbound-mail.ts';
import { conversationsNamed } from '../../../domain/mail/judging/conversations-named.ts';
import type { Evidence } from '../../../domain/mail/judging/judgement.ts';
import type { MailIdentity } from '../../../domain/mail/address/mail-envelope.ts';
import { deliveredTo } from '../../../domain/mail/judging/delivered-to.ts';
import type { MailClaims } from '../../../domain/mail/judging/known-places.ts';
import { claimsOf, placeOf } from '../../../domain/mail/judging/place-of-mail.ts';
import { beginsAt, type MailFacts } from '../../../domain/mail/judging/quarantine-reason.ts';
import { senderVerdict } from '../../../domain/mail/judging/sender-verdict.ts';
import type { Resolve } from '../provider/dns-resolver.ts';
import { proveSender } from './prove-sender.ts';

/** What is looked up about a mail: for its judgement, and for reading it. */
export type Gathered = Evidence & Pick<PlaceEvidence, 'sent'>;

/**
 * Looks up what the judgement of a mail needs: first of the places it names, then of the one it belongs to. Which that is
 * comes from the same decisions that `judge` takes over the same facts: a second time costs less than asking for more.
 */
export async function gatherEvidence(
  { db, mail: identity, resolve }: { db: Database; mail: MailIdentity; resolve: Resolve },
  mail: InboundMail,
): Promise<Gathered> {
  const proof = mail.raw ? await proveSender(mail.raw, mail, { resolve }) : null;
  const addresses = deliveredTo(mail);
  const named = await findPlacesNamed(db, { addresses, conversations: conversationsNamed(mail, identity) });
  const claims = claimsOf(mail, { identity, ...named });
  const known = { identity, ...named, agentMails: await agentMailsNamed(db, claims), proof, now: new Date() };
  const place = placeOf(mail, claims, known);
  if (place.at === 'nobody') return { ...known, ...OF_NO_CUSTOMER, sent: [] };
  if (place.at === 'agentMail') {
    const { sent } = await findPlaceEvidence(db, { ...place.answered, sender: null });
    return { ...known, ...OF_NO_CUSTOMER, sent };
  }
  const seen = { place, machine: claims.machine, verdict: senderVerdict(mail, proof) };
  return { ...known, ...(await customerEvidence(db, mail, seen)) };
}

async function agentMailsNamed(db: Queryable, { agent }: MailClaims): Promise<Evidence['agentMails']> {
  const rows = await findAgentMail(
    db,
    agent.map(({ key }) => key.agentMailId),
  );
  return rows.map((row) => ({ ...row, agentMailId: row.id }));
}

type CustomerEvidence = Pick<Gathered, 'addresses' | 'answersOurs' | 'blocked' | 'agents'>;

const OF_NO_CUSTOMER: CustomerEvidence = {
  addresses: [],
  answersOurs: false,
  blocked: false,
  agents: new Map(),
};

async function customerEvidence(
  db: Database,
  mail: InboundMail,
  seen: Pick<MailFacts, 'place' | 'machine' | 'verdict'>,
): Promise<CustomerEvidence & Pick<Gathered, 'sent'>> {
  const { place, machine } = seen;
  const { projectId } = place;
  const conversationId = place.at === 'conversation' ? place.conversationId : null;
  const sender = mail.from?.email ?? null;
  const there = await findPlaceEvidence(db, { projectId, conversationId, sender });
  const answered =
    machine && conversationId ? await findAnswered(db, { mail, conversationId, machine }) : null;
  const facts = { ...there, answersOurs: answered !== null };
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
