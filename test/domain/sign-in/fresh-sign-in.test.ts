import { expect, it } from 'vitest';
import { isFresh } from '../../../domain/sign-in/fresh-sign-in.ts';
import { isAllowedDomain } from '../../../domain/project/allowed-domain.ts';

it('calls a sign-in fresh for ten minutes', () => {
  const at = new Date('2026-11-30T12:00:00Z');
  const after = (minutes: number) => isFresh(at, at.getTime() + minutes * 60_000);
  expect([after(0), after(9.9), after(10), after(600)]).toEqual([true, true, false, false]);
});

it.each([
  ['mia@example.com', ['example.com'], true],
  ['mia@EXAMPLE.com', ['example.com'], true],
  ['mia@sub.example.com', ['example.com'], false],
  ['mia@notexample.com', ['example.com'], false],
  ['mia@example.com.evil.example', ['example.com'], false],
  ['mia@anything.example', ['*'], true],
])('lets %s in with %s: %s', (email, domains, allowed) => {
  expect(isAllowedDomain(email, domains)).toBe(allowed);
});
