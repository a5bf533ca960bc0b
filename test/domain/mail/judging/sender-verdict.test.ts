import { expect, it } from 'vitest';
import { senderVerdict } from '../../../../domain/mail/judging/sender-verdict.ts';
import { mailWith } from './inbound-mail-fixture.ts';

const receiver = 'reply+x@reply.example.com';
const spf = (result: string, envelope: string, by = receiver) =>
  `${result} (words) identity=mailfrom; client-ip=192.0.2.1; envelope-from=${envelope}; receiver=${by}`;
const verdict = (header: Record<string, string>) =>
  senderVerdict(mailWith({ header, originalRecipient: receiver }));

it('believes a signature of the author’s own domain', () => {
  expect(verdict({ 'X-Spam-Tests': 'DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU' })).toBe('verified');
  expect(verdict({ 'X-Spam-Tests': 'DKIM_SIGNED,DKIM_VALID' })).toBe('unverified');
});

it('believes SPF only for the domain in From', () => {
  expect(verdict({ 'Received-SPF': spf('Pass', 'kim@example.org') })).toBe('verified');
  expect(verdict({ 'Received-SPF': spf('Pass', 'bounces@mail.example.org') })).toBe('verified');
  expect(verdict({ 'Received-SPF': spf('Pass', 'kim@attacker.net') })).toBe('unverified');
  expect(verdict({ 'Received-SPF': spf('Pass', 'kim@notexample.org') })).toBe('unverified');
});

it('calls a mail failed when its domain disowns it and no signature vouches for it', () => {
  expect(verdict({ 'Received-SPF': spf('Fail', 'kim@example.org') })).toBe('failed');
  expect(verdict({ 'X-Spam-Tests': 'DKIM_VALID_AU', 'Received-SPF': spf('Fail', 'kim@example.org') })).toBe(
    'verified',
  );
  expect(verdict({ 'Received-SPF': spf('SoftFail', 'kim@example.org') })).toBe('unverified');
});

it('reads nothing that the sender may have written', () => {
  const claims = { 'Authentication-Results': 'mx.example.com; dkim=pass; spf=pass; dmarc=pass' };
  expect(verdict(claims)).toBe('unverified');
  expect(verdict({ 'Received-SPF': spf('Pass', 'kim@example.org', 'kim@example.net') })).toBe('unverified');
  const second = mailWith({
    originalRecipient: receiver,
    headers: [
      { name: 'X-Spam-Tests', value: 'DKIM_SIGNED' },
      { name: 'Received-SPF', value: spf('Fail', 'kim@example.org') },
      { name: 'X-Spam-Tests', value: 'DKIM_VALID_AU' },
      { name: 'Received-SPF', value: spf('Pass', 'kim@example.org') },
    ],
  });
  expect(senderVerdict(second)).toBe('failed');
});
