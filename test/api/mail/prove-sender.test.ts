import { expect, it } from 'vitest';
import { cached, type Resolve } from '../../../api/mail/provider/dns-resolver.ts';
import { proveSender } from '../../../api/mail/judging/prove-sender.ts';
import {
  rawMail,
  scriptedNames,
  signed,
  type RawMail,
  type Signing,
} from '../../support/mail/signed-mail.ts';

const KIM = 'Kim <kim@example.org>';
const prove = (raw: string, options: { email?: string; resolve?: Resolve; deadlineMs?: number } = {}) => {
  const { email = 'kim@example.org', resolve = scriptedNames, ...rest } = options;
  return proveSender(raw, { from: { email, name: '' } }, { resolve, ...rest });
};
const proveSigned = async (mail: RawMail, signing: Signing) => prove(await signed(rawMail(mail), signing));

it('believes a signature of the author’s own domain, and of a domain above or below it', async () => {
  expect(await proveSigned({ from: KIM }, { domain: 'example.org' })).toBe('signed');
  const below = await signed(rawMail({ from: 'kim@mail.example.org' }), { domain: 'example.org' });
  expect(await prove(below, { email: 'kim@mail.example.org' })).toBe('signed');
});

const signedBy = (from: string, domain: string) =>
  signed(rawMail({ from }), { domain }).then((raw) => prove(raw, { email: from }));

it('asks the domain whether those below it may sign for it', async () => {
  expect(await signedBy('kim@strict.example', 'strict.example')).toBe('signed');
  expect(await signedBy('kim@strict.example', 'below.strict.example')).toBe('disowned');
  expect(await signedBy('kim@relaxed.example', 'below.relaxed.example')).toBe('signed');
  expect(await signedBy('kim@silent.example', 'silent.example')).toBe('signed');
  expect(await signedBy('kim@silent.example', 'below.silent.example')).toBe('nothing');
});

it('takes no tenant of a host for its neighbour', async () => {
  expect(await signedBy('kim@victim.host.example', 'mallory.host.example')).toBe('nothing');
  expect(await signedBy('kim@office.relaxed.example', 'beside.relaxed.example')).toBe('nothing');
});

it('hears a domain that disowns what it did not sign', async () => {
  expect(await prove(rawMail({ from: KIM }))).toBe('disowned');
  expect(await prove(rawMail({ from: 'lee@relaxed.example' }), { email: 'lee@relaxed.example' })).toBe(
    'nothing',
  );
  expect(await prove(rawMail({ from: 'lee@silent.example' }), { email: 'lee@silent.example' })).toBe(
    'nothing',
  );
});

it('believes no signature that does not cover this mail of this author', async () => {
  const good = await signed(rawMail({ from: KIM }), { domain: 'example.org' });
  expect(await prove(good.replace('It works', 'Pay me'))).toBe('disowned');
  expect(await prove(good.replace('Re: Help', 'Re: Money'))).toBe('disowned');
  expect(await proveSigned({ from: KIM }, { domain: 'evil.example' })).toBe('disowned');
  expect(await proveSigned({ from: KIM }, { domain: 'example.org', selector: 'missing' })).toBe('disowned');
  expect(await proveSigned({ from: KIM }, { domain: 'example.org', expired: true })).toBe('disowned');
  expect(await proveSigned({ from: KIM }, { domain: 'example.org', selector: 'weak', weak: true })).toBe(
    'disowned',
  );
});

it('does not check what anybody could have added to', async () => {
  const raw = rawMail({ from: KIM });
  const partial = await signed(raw, { domain: 'example.org', bodyLength: 5 });
  expect(await prove(`${partial}And pay me.\r\n`)).toBe('unknown');
  const many = Array.from({ length: 30 }, () => 'DKIM-Signature: v=1; d=evil.example; s=key; b=x; bh=x');
  expect(await prove(rawMail({ from: KIM, before: many }))).toBe('unknown');
});

it('finds two authors, and an author that the provider did not read', async () => {
  const good = await signed(rawMail({ from: KIM }), { domain: 'example.org' });
  expect(await prove(`From: eve@evil.example\r\n${good}`)).toBe('contradiction');
  expect(await prove(good, { email: 'eve@evil.example' })).toBe('contradiction');
  expect(await prove(rawMail({ from: 'kim@example.org, eve@evil.example' }))).toBe('contradiction');
});

it('says that it does not know when no name server answers, in time or at all', async () => {
  const good = await signed(rawMail({ from: KIM }), { domain: 'example.org' });
  const down: Resolve = () => Promise.reject(Object.assign(new Error('down'), { code: 'ESERVFAIL' }));
  const silent: Resolve = () => new Promise(() => undefined);
  expect(await prove(good, { resolve: down })).toBe('unknown');
  expect(await prove(good, { resolve: silent, deadlineMs: 50 })).toBe('unknown');
  expect(await prove('')).toBe('unknown');
  expect(await prove('no mail at all')).toBe('unknown');
});

it('asks nobody but the author’s own name servers, so that a forger cannot keep it waiting', async () => {
  const slow: Resolve = (name, type) =>
    name.endsWith('evil.example') ? new Promise(() => undefined) : scriptedNames(name, type);
  const forged = await signed(rawMail({ from: KIM }), { domain: 'evil.example' });
  expect(await prove(forged, { resolve: slow, deadlineMs: 2_000 })).toBe('disowned');
});

it('remembers an answer and a certain absence, and asks again after a failure', async () => {
  const asked: string[] = [];
  const answers: Record<string, () => Promise<string[][]>> = {
    'here.example': () => Promise.resolve([['yes']]),
    'absent.example': () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
    'down.example': () => Promise.reject(Object.assign(new Error('?'), { code: 'ETIMEOUT' })),
  };
  const resolve = cached((name) => {
    asked.push(name);
    return answers[name]!();
  });
  for (const name of ['here.example', 'Here.Example', 'absent.example', 'absent.example', 'down.example'])
    await resolve(name, 'TXT').catch(() => undefined);
  await resolve('down.example', 'TXT').catch(() => undefined);
  await expect(resolve('no name.example', 'TXT')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(resolve('here.example', 'A')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  expect(asked).toEqual(['here.example', 'absent.example', 'down.example', 'down.example']);
});
