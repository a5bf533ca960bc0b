import { expect, it } from 'vitest';
import { readAgentReply } from '../../../../domain/mail/writing/agent-mail-reply.ts';
import { agentQuarantine } from '../../../../domain/mail/judging/agent-mail-verdict.ts';
import { expectLinear, many } from '../../../support/linear-time.ts';

const read = (text: string, attachments = 0) => readAgentReply({ text, attachments });

it('sends what was written', () => {
  expect(read('Restart it.\n\nAna')).toEqual({ does: 'reply', text: 'Restart it.\n\nAna' });
  expect(read('It is 3/4 full, see a/note.')).toMatchObject({ does: 'reply' });
});

it.each([
  ['/note They are a reseller.', 'They are a reseller.'],
  ['/Note: They are\na reseller.', 'They are\na reseller.'],
  ['/note\nThey are a reseller.', 'They are a reseller.'],
  ['*/note* They are a reseller.', 'They are a reseller.'],
  ['\n  / note They are a reseller.', 'They are a reseller.'],
  ['\\note They are a reseller.', 'They are a reseller.'],
  ['／note They are a reseller.', 'They are a reseller.'],
])('makes a note of %j', (text, noted) => {
  expect(read(text)).toEqual({ does: 'note', text: noted });
});

it('closes, after sending what is written', () => {
  expect(read('/close')).toEqual({ does: 'close', text: '' });
  expect(read('/CLOSE\nAll done, goodbye!')).toEqual({ does: 'close', text: 'All done, goodbye!' });
});

it.each([
  ['/nota Their card was declined twice.', 'unknown_command'],
  ['/', 'unknown_command'],
  ['/notes they are a reseller', 'unknown_command'],
  ['/etc/hosts is where to look.', 'unknown_command'],
  ['Hi Ben,\n/note they are a reseller', 'misplaced_command'],
  ['Done.\n\n/close', 'misplaced_command'],
  ['', 'empty'],
  ['/note', 'empty'],
  ['> — Reply above this line —\n> Kim wrote', 'quoted'],
  ['Sure.\n\nAnswer this mail to answer the customer. Your words', 'quoted'],
  ['/note x\n— Reply above this line —', 'quoted'],
  ['x'.repeat(16_001), 'too_long'],
])('gives %j back to its writer', (text, reason) => {
  const intent = read(text);
  expect(intent).toMatchObject({ does: 'refuse', reason });
  expect(intent.text.length).toBeLessThanOrEqual(16_000);
});

it('passes no file on in silence', () => {
  expect(read('See the file.', 1)).toEqual({ does: 'refuse', reason: 'attachment', text: 'See the file.' });
  expect(read('/note See the file.', 1)).toMatchObject({ does: 'refuse', reason: 'attachment' });
});

it.each(['/', '* ', '/note ', '\n/'])('reads hostile text in linear time: %j', (piece) => {
  expectLinear((length) => many(piece, length), read);
});

const arrival = {
  from: 'ana@acme.example',
  agentEmail: 'Ana@acme.example',
  verdict: 'verified',
  automatic: false,
  member: true,
  expired: false,
} as const;

it('believes the agent’s own verified address only, while they are on the team', () => {
  expect(agentQuarantine(arrival)).toBeNull();
  expect(agentQuarantine({ ...arrival, verdict: 'unverified' })).toBe('agent_not_verified');
  expect(agentQuarantine({ ...arrival, verdict: 'failed' })).toBe('agent_not_verified');
  expect(agentQuarantine({ ...arrival, from: 'ana@acme.example.net' })).toBe('agent_not_verified');
  // A Cyrillic a.
  expect(agentQuarantine({ ...arrival, from: 'аna@acme.example' })).toBe('agent_not_verified');
  expect(agentQuarantine({ ...arrival, from: null })).toBe('no_sender');
  expect(agentQuarantine({ ...arrival, member: false })).toBe('agent_not_member');
  expect(agentQuarantine({ ...arrival, automatic: true })).toBe('automatic');
  expect(agentQuarantine({ ...arrival, expired: true })).toBe('agent_token_expired');
});
