import { describe, expect, it } from 'vitest';
import { judgedAsGesture } from '../../../../domain/mail/judging/judge.ts';
import type { QuarantineReason } from '../../../../domain/mail/judging/quarantine.ts';
import {
  acme,
  agentId,
  agentMailId,
  ANA,
  answering,
  asked,
  AUTOMATIC,
  elsewhere,
  FAILED,
  from,
  here,
  ID,
  judged,
  KIM,
  other,
  OTHER_SALES,
  OTHER_SUPPORT,
  SUPPORT,
  TO,
  TWO_PROJECTS,
  VERIFIED,
  type Row,
} from './judge-fixture.ts';

const CONFIRM = 'Please confirm your email address';

const ANSWERS: Row[] = [
  [
    'a customer’s answer goes into its conversation',
    { to: [TO.here], header: VERIFIED },
    { addresses: [KIM] },
    { projectId: acme, conversationId: here, quarantine: null, verdict: 'verified', keysDisagree: false },
  ],
  [
    'an answer that nothing vouches for goes there with its verdict',
    { to: [TO.here] },
    { addresses: [KIM] },
    { conversationId: here, quarantine: null, verdict: 'unverified' },
  ],
  [
    'a colleague’s answer goes there as well',
    { ...from('lee@example.net'), to: [TO.here] },
    { addresses: [KIM] },
    { conversationId: here, quarantine: null },
  ],
  [
    'an answer to another address is known by our Message-ID',
    { to: [SUPPORT], header: answering(ID.here) },
    {},
    { conversationId: here, begins: false, quarantine: null },
  ],
  [
    'an address outweighs a Message-ID, and the mail is marked',
    { to: [TO.here], header: answering(ID.elsewhere) },
    {},
    { conversationId: here, keysDisagree: true, quarantine: null },
  ],
  [
    'a damaged address beside a good one marks the mail',
    { to: [TO.here], cc: [TO.damaged] },
    {},
    { conversationId: here, keysDisagree: true, quarantine: null },
  ],
];

const BEGINNINGS: Row[] = [
  [
    'a mail to the support address begins a conversation',
    { to: [SUPPORT] },
    {},
    { projectId: acme, conversationId: null, begins: true, quarantine: 'no_match' },
  ],
  ['one to an alias of it does, too', { to: ['Support+shop@Acme.example'] }, {}, { begins: true }],
  [
    'a blind copy begins where a relay wrote our address down',
    { to: [KIM], header: { 'X-Forwarded-To': SUPPORT } },
    {},
    { begins: true },
  ],
  [
    'a blind copy that names nobody begins where the support mailbox forwards to',
    { to: [KIM], originalRecipient: TO.forwarding },
    {},
    { projectId: acme, begins: true },
  ],
  [
    'and not where it could be one of two projects’',
    { to: [KIM], originalRecipient: TO.forwarding },
    TWO_PROJECTS,
    { projectId: acme, begins: false, quarantine: 'no_match' },
  ],
  [
    'a mail begins in the project whose address it was sent to',
    { to: [OTHER_SUPPORT] },
    TWO_PROJECTS,
    { projectId: other, begins: true },
  ],
  [
    'and so does one to a further address of that project',
    { to: [OTHER_SALES] },
    TWO_PROJECTS,
    { projectId: other, begins: true },
  ],
  [
    'who was in copy is kept, without us and the author',
    {
      to: [SUPPORT],
      recipients: [SUPPORT, TO.here, KIM, 'lee@example.net', 'lee@example.net'].map((email) => ({
        email,
        name: '',
      })),
    },
    {},
    { recipients: [{ email: 'lee@example.net', name: '' }] },
  ],
  [
    'whom a form names is kept as the one to answer',
    { ...from('form@shop.example'), to: [SUPPORT], replyTo: 'Bo <bo@customer.example>' },
    {},
    { answerTo: { email: 'bo@customer.example', name: 'Bo' } },
  ],
];

const QUARANTINED: Row[] = [
  [
    'a mail to nobody we know is shown to the oldest project’s team',
    { to: ['sales@acme.example'] },
    TWO_PROJECTS,
    { projectId: acme, begins: false, quarantine: 'no_match' },
  ],
  [
    'a damaged reply address is a forged one',
    { to: [TO.damaged] },
    {},
    { conversationId: null, quarantine: 'forged_reply_address' },
  ],
  [
    'and is not rescued by a Message-ID, nor by the support address',
    { to: [TO.damaged, SUPPORT], header: answering(ID.here) },
    {},
    { begins: false, quarantine: 'forged_reply_address' },
  ],
  [
    'a forged address tells more than a sender who failed',
    { to: [TO.damaged], header: FAILED },
    {},
    { verdict: 'failed', quarantine: 'forged_reply_address' },
  ],
  [
    'a conversation that is gone is unknown',
    { to: [TO.gone] },
    {},
    { conversationId: null, quarantine: 'unknown_conversation' },
  ],
  [
    'a sender whose domain disowns the mail is kept out of the conversation it names',
    { to: [TO.here], header: FAILED },
    { addresses: [KIM] },
    { conversationId: here, quarantine: 'failed_sender' },
  ],
  [
    'and begins none',
    { to: [SUPPORT] },
    { proof: 'contradiction' },
    { verdict: 'failed', begins: false, quarantine: 'failed_sender' },
  ],
  [
    'a mail without an author is nobody’s',
    { from: null, to: [TO.here] },
    {},
    { conversationId: here, quarantine: 'no_sender' },
  ],
  [
    'a blocked sender is kept apart, whatever else is wrong',
    { to: [TO.damaged], header: FAILED },
    { blocked: true },
    { quarantine: 'blocked' },
  ],
  ['and begins nothing', { to: [SUPPORT] }, { blocked: true }, { begins: false, quarantine: 'blocked' }],
  [
    'a service that asks whose a reply address is is kept from the customer',
    { ...from('team@notion.example'), to: [TO.here], subject: CONFIRM, header: VERIFIED },
    { addresses: [KIM] },
    { conversationId: here, quarantine: 'third_party' },
  ],
  [
    'the customer may write about such a mail',
    { to: [TO.here], subject: CONFIRM },
    { addresses: ['kim@home.example', KIM] },
    { quarantine: null },
  ],
  [
    'and anybody to the support address, which proves nothing',
    { to: [SUPPORT], subject: CONFIRM },
    {},
    { begins: true },
  ],
];

const MACHINES: Row[] = [
  [
    'a bounce is known by the mail it returns',
    { ...from('mailer-daemon@mx.example.org'), to: [SUPPORT], bouncedIds: [ID.here], reported: ['failed'] },
    { answersOurs: true },
    { machine: 'bounce', conversationId: here, quarantine: null },
  ],
  [
    'a person who returns one is not',
    { to: ['sales@acme.example'], bouncedIds: [ID.here] },
    {},
    { machine: null, conversationId: null, quarantine: 'no_match' },
  ],
  [
    'a bounce comes from an address of its own and asks for no proof',
    { ...from('mailer-daemon@mx.example.org'), to: [TO.here], subject: CONFIRM },
    { answersOurs: true, addresses: [KIM] },
    { machine: 'bounce', quarantine: null },
  ],
  [
    'an answering machine’s word goes into the conversation it answers',
    { ...from('no-reply@example.org'), to: [TO.here], subject: 'Out of office', header: AUTOMATIC },
    { answersOurs: true, addresses: [KIM] },
    { machine: 'out_of_office', conversationId: here, quarantine: null },
  ],
  [
    'a machine that answers nothing of ours is astray',
    { to: [TO.here], header: AUTOMATIC },
    { addresses: [KIM] },
    { machine: 'automatic', conversationId: here, quarantine: 'automatic' },
  ],
  [
    'a machine begins nothing',
    { to: [SUPPORT], header: AUTOMATIC },
    {},
    { machine: 'automatic', begins: false, quarantine: 'automatic' },
  ],
  [
    'our own mail that comes back begins nothing',
    { ...from(SUPPORT), to: [SUPPORT], header: VERIFIED },
    {},
    { machine: 'automatic', begins: false, quarantine: 'automatic' },
  ],
  [
    'a machine’s verification mail is no answer',
    { ...from('no-reply@slack.example'), to: [TO.here], subject: CONFIRM, header: AUTOMATIC },
    { answersOurs: true, addresses: [KIM] },
    { machine: 'automatic', quarantine: 'third_party' },
  ],
];

const forwarded = (author: string) => ({
  ...from(ANA),
  to: [SUPPORT],
  subject: 'Fwd: It does not start',
  text: `Can somebody help?

---------- Forwarded message ---------
From: Bo <${author}>
Date: Tue, Nov 24, 2026
Subject: It does not start
To: ${ANA}

It does not start.`,
});
const BO = 'bo@customer.example';
const team = { agents: new Map([[ANA, agentId]]) };
const forward = {
  by: agentId,
  from: { email: BO, name: 'Bo' },
  subject: 'It does not start',
  words: 'Can somebody help?',
  text: 'It does not start.',
};

const FORWARDS: Row[] = [
  [
    'an agent’s forward begins a conversation of whoever wrote it',
    { ...forwarded(BO), header: VERIFIED },
    team,
    { begins: true, quarantine: 'no_match', forward },
  ],
  [
    'one that nothing proves to be the agent’s begins nothing',
    forwarded(BO),
    team,
    { begins: false, quarantine: 'unproven_forward', forward: null },
  ],
  ['anybody else’s forward is their own mail', forwarded(BO), {}, { begins: true, forward: null }],
  [
    'a colleague’s mail that an agent forwards is the agent’s',
    forwarded('lee@acme.example'),
    { agents: new Map([...team.agents, ['lee@acme.example', 'agt_0000000000000002']]) },
    { begins: true, forward: null },
  ],
  ['and so is one of our own', forwarded(SUPPORT), team, { begins: true, forward: null }],
  [
    'an agent’s ordinary mail is anybody’s',
    { ...from(ANA), to: [SUPPORT] },
    team,
    { begins: true, forward: null },
  ],
  [
    'an agent’s forward to a reply address goes into that conversation',
    { ...forwarded(BO), to: [TO.here], header: VERIFIED },
    team,
    { conversationId: here, begins: false, forward: null, quarantine: null },
  ],
];

const answer = { ...from(ANA), to: [TO.agentMail], header: VERIFIED };
const refused = (quarantine: QuarantineReason) => ({
  conversationId: elsewhere,
  agentMailId: null,
  quarantine,
});

const AGENT_ANSWERS: Row[] = [
  [
    'an agent’s answer to our mail speaks for them in its conversation',
    answer,
    {},
    { projectId: acme, conversationId: elsewhere, agentMailId, quarantine: null },
  ],
  [
    'it is known by the Message-ID it answers, too',
    { ...answer, to: [SUPPORT], header: { ...VERIFIED, ...answering(ID.agentMail) } },
    {},
    { conversationId: elsewhere, agentMailId, begins: false, quarantine: null },
  ],
  [
    'a conversation’s own address outweighs such a Message-ID, which may have been sent along',
    { to: [TO.here], header: { ...VERIFIED, ...answering(ID.agentMail) } },
    {},
    { conversationId: here, agentMailId: null, quarantine: null },
  ],
  [
    'and not the address of our mail to the agent',
    { ...answer, to: [TO.agentMail, TO.here] },
    {},
    { conversationId: elsewhere, agentMailId },
  ],
  [
    'a conversation’s Message-ID outweighs neither',
    { ...answer, to: [SUPPORT], header: { ...VERIFIED, ...answering(ID.agentMail, ID.here) } },
    {},
    { conversationId: elsewhere, agentMailId },
  ],
  [
    'a token that we did not sign names no mail of ours',
    { ...answer, to: [TO.forgedAgentMail] },
    {},
    { conversationId: null, agentMailId: null },
  ],
  [
    'an answer that nothing vouches for is nobody’s word',
    { ...answer, header: {} },
    {},
    refused('agent_not_verified'),
  ],
  ['nor is one from another address', { ...answer, ...from(KIM) }, {}, refused('agent_not_verified')],
  ['nor one from nobody', { ...answer, from: null }, {}, refused('no_sender')],
  [
    'whoever left the team speaks for it no more',
    answer,
    { agentMails: [{ ...asked, member: false }] },
    refused('agent_not_member'),
  ],
  ['an answer may come too late', answer, { now: new Date('2027-01-01') }, refused('agent_token_expired')],
  [
    'an agent’s answering machine does not speak for them',
    { ...answer, header: { ...VERIFIED, ...AUTOMATIC } },
    {},
    refused('automatic'),
  ],
];

const TABLES = { ANSWERS, BEGINNINGS, QUARANTINED, MACHINES, FORWARDS, AGENT_ANSWERS };

describe.each(Object.entries(TABLES))('%s', (_name, rows) => {
  it.each(rows)('%s', (...row) => expect(judged(row)).toMatchObject(row[3]));
});

it('judges by every reason for which a mail is kept apart, but for the two that only storing can tell', () => {
  const reasons: Record<Exclude<QuarantineReason, 'repeated_answer' | 'over_budget'>, true> = {
    no_match: true,
    forged_reply_address: true,
    unknown_conversation: true,
    failed_sender: true,
    no_sender: true,
    blocked: true,
    automatic: true,
    third_party: true,
    unproven_forward: true,
    agent_not_verified: true,
    agent_not_member: true,
    agent_token_expired: true,
  };
  const seen = Object.values(TABLES).flatMap((rows) => rows.flatMap((row) => judged(row).quarantine ?? []));
  expect([...new Set(seen)].sort()).toEqual(Object.keys(reasons).sort());
});

it('refuses to judge where no project could keep the mail', () => {
  expect(() => judged(['', { to: [SUPPORT] }, { supported: [] }, {}])).toThrow('no project');
});

it('lets a reaction or a recall begin nothing, speak for no agent, and change a conversation as nobody’s machine', () => {
  const gestured = (rows: Row[]) => judgedAsGesture(judged(rows[0]!));
  expect(gestured(BEGINNINGS)).toMatchObject({ begins: false, quarantine: 'automatic' });
  expect(gestured(AGENT_ANSWERS)).toMatchObject({ agentMailId: null, quarantine: 'automatic' });
  expect(gestured(MACHINES)).toMatchObject({ conversationId: here, machine: null, quarantine: null });
});
