import type { Person } from '../../person.ts';
import { answerTo } from '../reading/author-behind.ts';
import { forwardedBy } from './forwarded-by.ts';
import type { InboundMail } from '../inbound-mail.ts';
import { judgeAgentMail } from './judge-agent-mail.ts';
import type { Evidence, Judgement } from './judgement.ts';
import { foldAddress } from '../address/mail-address.ts';
import { claimsOf, placeOf, type Place } from './place-of-mail.ts';
import type { Installation } from './known-places.ts';
import { beginsAt, quarantineReason, type MailFacts } from './quarantine-reason.ts';
import { isOurAddress, untagged } from '../address/reply-address.ts';
import { senderVerdict } from './sender-verdict.ts';

/** A mail that no team may see: it may have been for a project that is gone. */
export interface OfNobody {
  nobodys: Extract<Place, { at: 'nobody' }>['why'];
}

/**
 * Where a mail belongs and whether it may go there.
 * @throws when the installation has no project.
 */
export function judge(mail: InboundMail, evidence: Evidence): Judgement | OfNobody {
  const claims = claimsOf(mail, evidence);
  const place = placeOf(mail, claims, evidence);
  if (place.at === 'nobody') return { nobodys: place.why };
  const seen = { machine: claims.machine, verdict: senderVerdict(mail, evidence.proof) };
  return place.at === 'agentMail'
    ? judgeAgentMail(mail, place.answered, { ...seen, now: evidence.now })
    : judgeCustomerMail(mail, { ...evidence, ...seen, place });
}

function judgeCustomerMail(mail: InboundMail, known: Evidence & MailFacts): Judgement {
  const { place, verdict, machine } = known;
  const project = beginsAt(mail, known);
  const forward = project && forwardedBy(mail, { ...known, project });
  const unproven = forward === 'unproven';
  return {
    projectId: place.projectId,
    conversationId: place.at === 'conversation' ? place.conversationId : null,
    agentMailId: null,
    verdict,
    machine,
    quarantine: unproven ? 'unproven_forward' : quarantineReason(mail, known),
    begins: project !== null && !unproven,
    keysDisagree: place.at === 'conversation' && place.keysDisagree,
    forward: unproven ? null : forward,
    recipients: othersAmong(mail, known),
    answerTo: answerTo(mail, { identity: known.identity, addresses: supportAddresses(known) }),
  };
}

/** A reaction or a recall begins nothing, and an agent's is no answer to a customer. */
export function judgedAsGesture(judgement: Judgement): Judgement {
  const { begins, agentMailId } = judgement;
  if (!begins && !agentMailId) return { ...judgement, machine: null };
  const quarantine = begins ? 'automatic' : (judgement.quarantine ?? 'automatic');
  return { ...judgement, begins: false, agentMailId: null, quarantine };
}

function othersAmong(mail: InboundMail, us: Installation): Person[] {
  const support = new Set(supportAddresses(us).map(foldAddress));
  const others = mail.recipients.filter(
    ({ email }) =>
      email !== mail.from?.email && !support.has(untagged(email)) && !isOurAddress(email, us.identity),
  );
  return [...new Map(others.map((person) => [person.email, person])).values()];
}

const supportAddresses = ({ supported }: Installation) => supported.flatMap(({ addresses }) => addresses);
