import { expect, it } from 'vitest';
import { isSigned, signedQuery } from '../../../domain/files/signed-link.ts';

const SECRET = 'a secret of the installation';
const link = { purpose: 'download' as const, subject: 'att_0123456789abcdef', expires: 2_000 };
const query = () => new URLSearchParams(signedQuery(link, SECRET));
const opens = (changes: Partial<Parameters<typeof isSigned>[0]> = {}, secret = SECRET) =>
  isSigned({ ...link, query: query(), now: new Date(1_999_000), ...changes }, secret);

it('opens what it was made for, until it expires', () => {
  expect(opens()).toBe(true);
  expect(opens({ now: new Date(2_000_001) })).toBe(false);
});

it('opens nothing else', () => {
  expect(opens({ subject: 'att_0123456789abcdeg' })).toBe(false);
  expect(opens({ purpose: 'inline-image' })).toBe(false);
  expect(opens({}, 'another secret')).toBe(false);
  const later = query();
  later.set('expires', '9000');
  expect(opens({ query: later })).toBe(false);
  for (const expires of ['', 'NaN', 'Infinity', '1e9']) {
    later.set('expires', expires);
    expect(opens({ query: later })).toBe(false);
  }
  expect(opens({ query: new URLSearchParams() })).toBe(false);
});

it('rejects every change of one character', () => {
  const signature = query().get('signature') ?? '';
  for (let at = 0; at < signature.length; at++) {
    const changed = query();
    changed.set(
      'signature',
      signature.slice(0, at) + (signature[at] === 'A' ? 'B' : 'A') + signature.slice(at + 1),
    );
    expect(opens({ query: changed })).toBe(false);
  }
});
