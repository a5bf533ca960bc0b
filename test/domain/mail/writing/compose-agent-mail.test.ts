import { expect, it } from 'vitest';
import { readAgentReply } from '../../../../domain/mail/writing/agent-mail-reply.ts';
import { composeAgentMail, type AgentMailParts } from '../../../../domain/mail/writing/compose-agent-mail.ts';
import { newId } from '../../../../domain/ids.ts';
import { readText } from '../../../../domain/mail/reading/read-reply.ts';
import { answerMail } from '../../../../mailbox/answer-mail.ts';

const identity = {
  inboundDomain: 'reply.acme.example',
  inboundAddress: null,
  replyAddressSecrets: ['the newest secret of all'],
};

const compose = (parts: Partial<AgentMailParts> = {}) =>
  composeAgentMail(
    {
      agentMailId: newId('agm'),
      agentId: newId('agt'),
      conversationId: newId('cnv'),
      seq: 3,
      project: { name: 'Acme', supportAddress: 'support@acme.example' },
      agent: { email: 'ana@acme.example', name: 'Ana' },
      customerName: 'Kim',
      customerHasMail: true,
      subject: 'How do I start it?',
      url: 'https://support.acme.example/conversations/cnv_x',
      unseen: [
        { who: 'Kim', text: 'It asks for <a port>.', isMarkdown: false, at: '2026-01-01T12:00:00.000Z' },
      ],
      notesBy: ['Ben'],
      mentionedBy: null,
      refused: null,
      unassigned: false,
      escalatedAgain: false,
      thread: [],
      ...parts,
    },
    identity,
  );

it('says who wrote, what is new, and how to answer', () => {
  const mail = compose();
  expect(mail).toMatchObject({
    from: { email: 'support@acme.example', name: 'Kim (Acme)' },
    to: { email: 'ana@acme.example' },
    subject: 'How do I start it?',
    inReplyTo: null,
  });
  expect(mail.text).toContain('> It asks for <a port>.');
  expect(mail.html).toContain('It asks for &lt;a port&gt;.');
  for (const words of ['/note', '/close', 'Answer this mail', 'Ben left a note', 'https://support.acme'])
    expect(mail.text).toContain(words);
});

it('shows no address as a name, and no line break', () => {
  expect(compose({ customerName: 'kim@example.org' }).from.name).toBe('Throughline (Acme)');
  expect(compose({ customerName: null }).from.name).toBe('Throughline (Acme)');
  expect(compose({ customerName: 'Kim\r\nBcc: x' }).from.name).not.toMatch(/[\r\n]/);
});

it('never needs a longer References header than a line may have, and keeps the first and the newest mails', () => {
  const thread = Array.from({ length: 20 }, (_, i) => `u${'x'.repeat(30)}.agent@${i}.reply.acme.example`);
  const { references } = compose({ thread });
  const line = `References: ${references.map((each) => `<${each}>`).join(' ')}`;
  expect(line.length).toBeLessThanOrEqual(998);
  expect(references).toContain(thread[0]);
  expect(references).toContain(thread.at(-1));
});

it('threads with the earlier mails to the same agent', () => {
  const mail = compose({ thread: ['a@x', 'b@x'] });
  expect(mail).toMatchObject({
    subject: 'Re: How do I start it?',
    inReplyTo: 'b@x',
    references: ['a@x', 'b@x', mail.messageId],
  });
});

it('brings an answer back with the reason and the agent’s own words', () => {
  const { text } = compose({ refused: { reason: 'stale', text: 'Any will do.' } });
  expect(text).toContain('was not sent');
  expect(text).toContain('Any will do.');
  expect(text.indexOf('was not sent')).toBeLessThan(text.indexOf('It asks for'));
});

it.each(['Any will do.', '/note They are new.', '/close\nBye!'])(
  'is cut off an answer to it: %j',
  (answer) => {
    const mail = compose();
    const sent = {
      ...mail,
      id: 'x',
      at: '2026-01-01T12:00:00.000Z',
      from: `"Kim (Acme)" <${mail.from.email}>`,
      to: mail.to.email,
      cc: '',
      bcc: '',
      tag: '',
      stream: 'outbound',
      metadata: {},
      headers: [],
      attachments: [],
    };
    const { TextBody } = answerMail(sent, answer).payload as { TextBody: string };
    expect(TextBody).toContain('It asks for');
    const { reply } = readText(TextBody);
    expect(reply).toBe(answer);
    expect(readAgentReply({ text: reply, attachments: 0 }).does).not.toBe('refuse');
    // Nothing above the quote: everything would be the reply, and must not go out.
    const empty = readText(TextBody.slice(answer.length)).reply;
    expect(readAgentReply({ text: empty, attachments: 0 }).does).toBe('refuse');
  },
);

it('says that nobody has taken a conversation, and when it says so again', () => {
  const first = compose({ unassigned: true });
  expect(first.text).toContain('\nNobody has taken this conversation yet.');
  const again = compose({ unassigned: true, escalatedAgain: true });
  expect(again.text).toContain('\nEscalated again: nobody has taken this conversation yet.');
  expect(compose({ escalatedAgain: true }).text).not.toContain('taken this conversation');
});
