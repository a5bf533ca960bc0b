import type { ProjectId } from '../../ids.ts';
import type { InboundMail } from '../inbound-mail.ts';
import { verifyReplyKey } from '../address/reply-address.ts';
import { deliveredTo } from './delivered-to.ts';
import type { KnownPlaces, MailClaims } from './known-places.ts';

/**
 * Whose team is shown a mail that fits no conversation and no address that somebody has now. What names a project, or did once, is for
 * nobody else's eyes; null: for no team's, because the project may be gone. Only what names none at all goes to the oldest.
 */
export function whoseQuarantine(mail: InboundMail, claims: MailClaims, known: KnownPlaces): ProjectId | null {
  const { supported, former } = known;
  const [oldest] = supported;
  if (!oldest) throw new Error('There is no project to keep a mail for.');
  const [named] = [
    ...claims.thread.flatMap((claim) => namedBy(claim, known)),
    ...claims.agent.flatMap((claim) => answeredBy(claim, known)),
  ];
  if (named) return named;
  const had = [...deliveredTo(mail)].flatMap((address) => former.had.get(address) ?? []);
  if (had[0]) return had[0];
  if (supported.length === 1 && !former.someDeleted) return oldest.id;
  const isOfDeleted = [...deliveredTo(mail)].some((address) => former.had.get(address) === null);
  const isOfUnknown = claims.agent.length > 0 || claims.thread.some(({ ours }) => ours);
  return isOfDeleted || isOfUnknown ? null : oldest.id;
}

/** By a signature that is right though its conversation is gone, or by a conversation whose address was damaged. */
function namedBy({ key }: MailClaims['thread'][number], known: KnownPlaces): ProjectId[] {
  if (!key) return [];
  const { supported, projects, identity } = known;
  const ids = supported.map(({ id }) => id);
  const its = projects.get(key.conversationId);
  return ids.filter((id) => id === its || verifyReplyKey(key, id, identity.replyAddressSecrets));
}

function answeredBy(
  { key }: MailClaims['agent'][number],
  { supported, agentMails }: KnownPlaces,
): ProjectId[] {
  const its = agentMails.find(({ agentMailId }) => agentMailId === key.agentMailId)?.projectId;
  return supported.map(({ id }) => id).filter((id) => id === its);
}
