import { expect, it } from 'vitest';
import { signsIn } from '../../../domain/project/signs-in.ts';

const none = { password: false, authenticator: false, passkey: false, provider: false };

it('somebody signs in by the best they have', () => {
  expect(signsIn({ ...none, password: true, authenticator: true, passkey: true })).toBe('passkey');
  expect(signsIn({ ...none, password: true, authenticator: true })).toBe('two_steps');
  expect(signsIn({ ...none, provider: true })).toBe('provider');
});

it('a password beside a provider is still a password alone', () => {
  expect(signsIn({ ...none, password: true, provider: true })).toBe('password');
  expect(signsIn({ ...none, password: true })).toBe('password');
});
