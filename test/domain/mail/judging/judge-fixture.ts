import { agentToken } from '../../../../domain/mail/address/agent-token.ts';
import type { AgentId, AgentMailId, ConversationId, ProjectId } from '../../../../domain/ids.ts';
import { judge, type OfNobody } from '../../../../domain/mail/judging/judge.ts';
import type { Evidence, Judgement } from '../../../../domain/mail/judging/judgement.ts';
import type { MailIdentity } from '../../../../domain/mail/address/mail-envelope.ts';
import { deliveryMessageId } from '../../../../domain/mail/address/mail-message-id.ts';
import type { KnownAgentMail } from '../../../../domain/mail/judging/known-places.ts';
import { replyAddress, tokenAddress } from '../../../../domain/mail/address/reply-address.ts';
import { mailWith } from './inbound-mail-fixture.ts';

export const SUPPORT = 'support@acme.example';
export const OTHER_SUPPORT = 'help@other.example';
export const OTHER_SALES = 'sales@other.example';
export const KIM = 'kim@example.org';
export const ANA = 'ana@acme.example';
export const acme: ProjectId = 'prj_0000000000000001';
export const other: ProjectId = 'prj_0000000000000002';
const deleted: ProjectId = 'prj_0000000000000003';
export const here: ConversationId = 'cnv_4g1x0v9k2m7c5s8d';
export const elsewhere: ConversationId = 'cnv_5h2y1w8j3n6d4t7e';
export const agentMailId: AgentMailId = 'agm_0000000000000001';
export const agentId: AgentId = 'agt_0000000000000001';

const secrets = ['the newest secret of all'];
const identity: MailIdentity = {
  inboundDomain: 'reply.acme.example',
  inboundAddress: null,
  replyAddressSecrets: secrets,
};

const addressOf = (conversationId: ConversationId) =>
  replyAddress({ conversationId, projectId: acme }, identity);
const idOf = (conversationId: ConversationId) =>
  deliveryMessageId({ deliveryId: 'dlv_0000000000000001', conversationId, projectId: acme }, identity);
const damaged = (text: string) => text.replace(/(.)@/, (_, last: string) => (last === '0' ? '1@' : '0@'));

/** A mail to Ana about a conversation that no customer's mail here names. */
export const asked: KnownAgentMail = {
  agentMailId,
  agentId,
  conversationId: elsewhere,
  seq: 7,
  projectId: acme,
  agentEmail: ANA,
  member: true,
  expiresAt: new Date('2026-12-14T09:00:00Z'),
};
const token = agentToken(asked, secrets);

/** Where a mail may go to, and what it may answer. */
export const TO = {
  here: addressOf(here),
  elsewhere: addressOf(elsewhere),
  gone: addressOf('cnv_7777777777777777'),
  damaged: damaged(addressOf(here)),
  ofNobody: replyAddress({ conversationId: 'cnv_7777777777777777', projectId: deleted }, identity),
  ofNobodysAgent: tokenAddress(
    agentToken({ ...asked, agentMailId: 'agm_0000000000000009' }, secrets),
    identity,
  ),
  agentMail: tokenAddress(token, identity),
  forgedAgentMail: damaged(tokenAddress(token, identity)),
  forwarding: 'forward@reply.acme.example',
};
export const ID = {
  here: idOf(here),
  elsewhere: idOf(elsewhere),
  ofNobody: deliveryMessageId(
    { deliveryId: 'dlv_0000000000000002', conversationId: 'cnv_7777777777777777', projectId: deleted },
    identity,
  ),
  agentMail: `${token}.agent@reply.acme.example`,
};

const evidence: Evidence = {
  identity,
  supported: [{ id: acme, addresses: [SUPPORT] }],
  projects: new Map([
    [here, acme],
    [elsewhere, acme],
  ]),
  agentMails: [asked],
  former: { had: new Map(), someDeleted: false },
  proof: null,
  addresses: [],
  answersOurs: false,
  blocked: false,
  agents: new Map(),
  now: new Date('2026-12-01T09:00:00Z'),
};

export const TWO_PROJECTS: Partial<Evidence> = {
  supported: [
    { id: acme, addresses: [SUPPORT] },
    { id: other, addresses: [OTHER_SUPPORT, OTHER_SALES] },
  ],
};

/** Another project was deleted, which had this address. */
export const GONE_SUPPORT = 'help@gone.example';
export const ONE_DELETED: Partial<Evidence> = {
  former: { had: new Map([[GONE_SUPPORT, null]]), someDeleted: true },
};

export const answering = (...ids: string[]) => ({ 'In-Reply-To': ids.map((id) => `<${id}>`).join(' ') });
export const VERIFIED = { 'X-Spam-Tests': 'DKIM_VALID_AU' };
export const FAILED = { 'X-Spam-Tests': 'SPF_FAIL' };
export const AUTOMATIC = { 'Auto-Submitted': 'auto-replied' };
export const from = (email: string) => ({ from: { email, name: '' } });

export type Row = [
  what: string,
  mail: Parameters<typeof mailWith>[0],
  known: Partial<Evidence>,
  judged: Partial<Judgement>,
];

export const judgedMail = (
  mail: Parameters<typeof mailWith>[0],
  known: Partial<Evidence> = {},
): Judgement | OfNobody => judge(mailWith(mail), { ...evidence, ...known });

export function judged([, mail, known]: Row): Judgement {
  const judgement = judgedMail(mail, known);
  if ('nobodys' in judgement) throw new Error('No team may see this mail.');
  return judgement;
}
