import { describe, expect, it } from 'vitest';
import {
  readBounceReport,
  reportedActions,
  type DeliveryAction,
} from '../../../../domain/mail/bounce-report.ts';
import { newId } from '../../../../domain/ids.ts';
import type { InboundMail } from '../../../../domain/mail/inbound-mail.ts';
import { machineMailKind } from '../../../../domain/mail/judging/machine-mail.ts';
import { deliveryMessageId } from '../../../../domain/mail/address/mail-message-id.ts';
import { replyAddress } from '../../../../domain/mail/address/reply-address.ts';
import { ownMessageIdsIn, bouncedClaims } from '../../../../domain/mail/judging/bounced-mail.ts';
import { mailWith } from './inbound-mail-fixture.ts';
import { expectLinear, many } from '../../../support/linear-time.ts';

const identity = {
  inboundDomain: 'reply.example.test',
  inboundAddress: null,
  replyAddressSecrets: ['a secret of the test'],
};
const ids = { deliveryId: newId('dlv'), conversationId: newId('cnv'), projectId: newId('prj') };
const ownId = deliveryMessageId(ids, identity);

const kindOf = (parts: Partial<InboundMail> & { header?: Record<string, string> }) =>
  machineMailKind(mailWith(parts), { identity, addresses: ['support@acme.example', 'help@other.example'] });

describe('a mail that no person wrote', () => {
  it('is told apart by what it is', () => {
    expect(kindOf({})).toBeNull();
    const header = { 'Auto-Submitted': 'auto-replied' };
    expect(kindOf({ header })).toBe('automatic');
    for (const subject of [
      'Out of Office: Re: Help',
      'Abwesenheitsnotiz',
      'Réponse automatique : absence',
      '不在通知',
    ])
      expect(kindOf({ header, subject }), subject).toBe('out_of_office');
    expect(kindOf({ from: { email: 'MAILER-DAEMON@mx.example.org', name: '' } })).toBe('bounce');
    expect(kindOf({ attachmentTypes: ['message/delivery-status'] })).toBe('bounce');
    expect(kindOf({ header: { 'Return-Path': '<>' }, text: 'Final-Recipient: rfc822; x@y.z' })).toBe(
      'bounce',
    );
  });

  it('is known when it is our own, or another Throughline’s', () => {
    expect(kindOf({ header: { 'X-Throughline': 'automatic' } })).toBe('automatic');
    expect(kindOf({ messageId: ownId })).toBe('automatic');
    expect(kindOf({ from: { email: 'help@other.example', name: '' } })).toBe('automatic');
    expect(kindOf({ from: { email: replyAddress(ids, identity), name: '' } })).toBe('automatic');
  });

  it('is not taken for our own because it looks a little like it', () => {
    expect(kindOf({ messageId: ownId.replace('reply.example.test', 'elsewhere.test') })).toBeNull();
    expect(kindOf({ from: { email: 'helper@other.example', name: 'help@other.example' } })).toBeNull();
    expect(kindOf({ header: { 'X-Throughline': 'no' } })).toBeNull();
  });
});

describe('a delivery report', () => {
  const group = (recipient: string, action: string, status: string) =>
    `Final-Recipient: rfc822; ${recipient}\nAction: ${action}\nStatus: ${status}\n`;
  const kind = (...actions: DeliveryAction[]) =>
    kindOf({
      header: { 'Return-Path': '<>' },
      attachmentTypes: ['message/delivery-status'],
      reported: actions,
    });

  it('is no failure when the mail arrived, was passed on or is still being tried', () => {
    expect(kind('delivered')).toBe('delivered');
    expect(kind('relayed')).toBe('passed_on');
    expect(kind('expanded')).toBe('passed_on');
    expect(kind('delayed')).toBe('delayed');
    expect(kind('failed')).toBe('bounce');
    expect(kind('delivered', 'failed')).toBe('bounce');
  });

  it.each([
    ['delayed', 'Delayed Mail (still being retried)', 'host mx said: 450 4.2.1 Mailbox busy'],
    ['delayed', 'Warning: message 1abc delayed 24 hours', 'It has not yet been delivered.'],
    ['delivered', 'Successful Mail Delivery Report', '<kim@x.example>: delivery via lmtp: 250 2.0.0 Saved'],
    ['bounce', 'Undelivered Mail', '450 4.2.1 busy, then 550 5.1.1 unknown. Delayed before that.'],
    ['bounce', 'failure notice', "This is a permanent error; I've given up. (#4.4.1)"],
    ['bounce', 'Undelivered Mail', 'connect to mx: Connection timed out'],
  ])('is %s by the words of a server that attaches no report: %s', (kind, subject, text) => {
    expect(kindOf({ header: { 'Return-Path': '<>' }, subject, text })).toBe(kind);
  });

  it('is told by its status where nobody says what was done', () => {
    const reported = (status: string) =>
      reportedActions([`Final-Recipient: rfc822;\n k@x.example\nStatus: ${status}`]);
    expect([reported('2.1.5'), reported('4.4.1'), reported('5.1.1')]).toEqual([
      ['delivered'],
      ['delayed'],
      ['failed'],
    ]);
    expect(reportedActions(['Final-Recipient: rfc822; k@x.example\nAction:\n expanded'])).toEqual([
      'expanded',
    ]);
  });

  it('says of each recipient what became of their copy', () => {
    const report = `Reporting-MTA: dns; mx\n\n${group('ben@example.org', 'failed', '5.1.1')}\n${group('Kim@example.org', 'delivered', '2.0.0')}`;
    expect(reportedActions([report])).toEqual(['failed', 'delivered']);
    expect(readBounceReport([report], 'kim@example.org')).toMatchObject({
      action: 'delivered',
      permanent: false,
    });
    expect(readBounceReport([report], 'ben@example.org')).toMatchObject({
      action: 'failed',
      permanent: true,
    });
  });

  it('is not made by somebody’s words', () => {
    expect(reportedActions(['Action: failed\nI tried it twice.'])).toEqual([]);
  });
});

describe('a bounce', () => {
  it('says whether the mail will arrive, and whose address it is', () => {
    const report = [
      'Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822;\n Kim@Example.org\nAction: failed\nStatus: 5.1.1\n' +
        'Diagnostic-Code: smtp; 550 5.1.1 No such\n user here\n',
    ];
    expect(readBounceReport(report)).toEqual({
      action: 'failed',
      permanent: true,
      badAddress: true,
      recipient: 'kim@example.org',
      words: '550 5.1.1 No such user here',
    });
  });

  it('is believed to be for good only by a code that says so', () => {
    const permanent = (text: string) => readBounceReport([text]).permanent;
    expect(permanent('Status: 4.2.2\n\n550 5.1.1 in what was returned')).toBe(false);
    expect(permanent('Sorry, no mailbox here by that name. (#5.1.1)')).toBe(true);
    expect(permanent('<kim@example.org>: 554-5.7.1 rejected')).toBe(true);
    expect(permanent('I have 550 questions about version 5.1.1')).toBe(false);
    expect(readBounceReport(['Status: 5.2.2']).badAddress).toBe(false);
  });

  it('leads back by our Message-ID wherever it stands', () => {
    const texts = ['no id here', `> Message-ID: <${ownId.toUpperCase()}>\n> References: <${ownId}>`];
    expect(ownMessageIdsIn(texts)).toEqual([ownId]);
    expect(bouncedClaims({ bouncedIds: ownMessageIdsIn(texts) })).toMatchObject([
      { by: 'messageId', key: { conversationId: ids.conversationId } },
    ]);
    expect(ownMessageIdsIn([`x${ownId}`])).toEqual([]);
  });

  const read = (text: string) => {
    readBounceReport([text]);
    ownMessageIdsIn([text]);
    kindOf({ text, subject: text, header: { 'Auto-Submitted': 'auto-replied' } });
  };
  it.each(['0', '550 5.', 'status: \t', '\n \t', 'final-recipient: x\n '])(
    'costs no more than its size to read, whatever it is: %j',
    (piece) => expectLinear((length) => many(piece, length), read),
  );
  it('costs no more than its size to read where one field goes on for ever', () => {
    expectLinear((length) => `final-recipient:${many(' x\n ', length)}`, read);
  });
});
