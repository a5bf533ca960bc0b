import { agentClaims, answeredAgentMail } from './agent-claims.ts';
import { deliveredTo } from './delivered-to.ts';
import { forwardAddress } from '../address/forward-address.ts';
import type { ConversationId, ProjectId } from '../../ids.ts';
import type { InboundMail } from '../inbound-mail.ts';
import { machineMailKind } from './machine-mail.ts';
import { foldAddress } from '../address/mail-address.ts';
import { bouncedClaims } from './bounced-mail.ts';
import type {
  Installation,
  KnownAgentMail,
  KnownPlaces,
  MailClaims,
  SupportedProject,
} from './known-places.ts';
import { whoseQuarantine } from './whose-quarantine.ts';
import { decideThread, threadClaims, type ThreadDecision } from './thread-mail.ts';

export function claimsOf(mail: InboundMail, { identity, supported }: Installation): MailClaims {
  const addresses = supported.flatMap((project) => project.addresses);
  const machine = machineMailKind(mail, { identity, addresses });
  const bounced = machine ? bouncedClaims(mail) : [];
  return { machine, thread: [...threadClaims(mail, identity), ...bounced], agent: agentClaims(mail) };
}

type Matched = Extract<ThreadDecision, { conversationId: unknown }>;
type Unmatched = Extract<ThreadDecision, { quarantine: unknown }>['quarantine'];

/** Where a mail of somebody else than an agent who answers us belongs. */
export type CustomerPlace =
  | { at: 'conversation'; projectId: ProjectId; conversationId: ConversationId; keysDisagree: boolean }
  | {
      at: 'nowhere';
      /** Whose team is shown it. */
      projectId: ProjectId;
      why: Unmatched;
      /** The project whose support address it was sent to. */
      addressed: SupportedProject | null;
    };

export type Place =
  | CustomerPlace
  | { at: 'agentMail'; answered: KnownAgentMail }
  /** No team may see it: it may have been for a project that is gone. */
  | { at: 'nobody'; why: Unmatched };

/**
 * Where the mail's claims lead.
 * @throws when the installation has no project.
 */
export function placeOf(mail: InboundMail, claims: MailClaims, known: KnownPlaces): Place {
  const { identity, supported, projects, agentMails } = known;
  const stands = (id: ProjectId) => supported.some((project) => project.id === id);
  const secrets = identity.replyAddressSecrets;
  const everyProject = supported.map(({ id }) => id);
  const thread = decideThread(claims.thread, { projects, everyProject, secrets });
  const answered = answeredAgentMail(claims.agent, { known: agentMails, secrets });
  if (answered && (answered.by === 'address' || !belongsByAddress(thread)))
    return stands(answered.projectId) ? { at: 'agentMail', answered } : OF_DELETED;
  if ('quarantine' in thread) return nowhere(mail, { why: thread.quarantine, claims }, known);
  const place = inConversation(thread, projects);
  return stands(place.projectId) ? place : OF_DELETED;
}

/** Its rows are not all gone yet, but it is nobody's any more. */
const OF_DELETED: Place = { at: 'nobody', why: 'unknown_conversation' };

/** An address of the conversation itself outweighs a Message-ID of ours to an agent: that one may have been sent along. */
const belongsByAddress = (thread: ThreadDecision) => 'conversationId' in thread && thread.by === 'address';

function inConversation(
  { conversationId, disagrees }: Matched,
  projects: KnownPlaces['projects'],
): CustomerPlace {
  const projectId = projects.get(conversationId);
  if (!projectId) throw new Error('A key opened a conversation that nobody knows.');
  return { at: 'conversation', projectId, conversationId, keysDisagree: disagrees };
}

function nowhere(
  mail: InboundMail,
  { why, claims }: { why: Unmatched; claims: MailClaims },
  known: KnownPlaces,
): Place {
  const addressed = projectAddressed(mail, known);
  const projectId = addressed?.id ?? whoseQuarantine(mail, claims, known);
  return projectId ? { at: 'nowhere', projectId, why, addressed } : { at: 'nobody', why };
}

/** The only project's team gets what comes to the address that its support mailbox forwards to: a blind copy names nobody. */
function projectAddressed(mail: InboundMail, { identity, supported }: Installation): SupportedProject | null {
  const recipients = deliveredTo(mail);
  const named = supported.find(({ addresses }) =>
    addresses.some((each) => recipients.has(foldAddress(each))),
  );
  if (named || supported.length > 1) return named ?? null;
  const passedOn = foldAddress(mail.originalRecipient) === foldAddress(forwardAddress(identity));
  return (passedOn && supported[0]) || null;
}
