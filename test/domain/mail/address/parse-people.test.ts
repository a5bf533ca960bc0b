import { expect, it } from 'vitest';
import { isAddress } from '../../../../domain/mail/address/mail-address.ts';
import { authorIn, parsePeople } from '../../../../domain/mail/address/parse-people.ts';
import { expectLinear, many } from '../../../support/linear-time.ts';

const emails = (value: string) => parsePeople(value).map(({ email }) => email);

it.each([
  ['ana@acme.example', ['ana@acme.example']],
  ['<ana@acme.example>', ['ana@acme.example']],
  ['"Acme, Support" (us) <ana@acme.example>, kim@example.org', ['ana@acme.example', 'kim@example.org']],
  ['ana(a comment)@acme.example', ['ana@acme.example']],
  ['ana @ acme.example', ['ana@acme.example']],
  ['<ana\r\n\t@acme.example>', ['ana@acme.example']],
  ['"ana+token"@acme.example', ['ana+token@acme.example']],
  ['<mailto:ana%2Btoken@acme.example?subject=hi>', ['ana+token@acme.example']],
  ['ana@acme.example [mailto:ana@acme.example]', ['ana@acme.example', 'ana@acme.example']],
  ['Team: ana@acme.example, kim@example.org;', ['ana@acme.example', 'kim@example.org']],
  ['undisclosed-recipients:;', []],
  ['kim@bank.example <eve@evil.example>', ['eve@evil.example']],
  ['"kim@bank.example" <eve@evil.example>', ['eve@evil.example']],
  ['"Kim <kim@bank.example>" <eve@evil.example>', ['eve@evil.example']],
  ['O"Brien <ana@acme.example>', ['ana@acme.example']],
  ['(unclosed <ana@acme.example>', ['ana@acme.example']],
  ['<a b@client.example>', ['a b@client.example']],
  ['a b@client.example', ['a b@client.example']],
  ['a@client .example', ['a@client .example']],
  ['a"b"@client.example', ['a"b"@client.example']],
  ['"a b"@client.example', ['"a\0b"@client.example']],
])('finds in %s the addresses and nothing that only looks like one', (value, expected) => {
  expect(emails(value)).toEqual(expected);
});

it('keeps names', () => {
  expect(parsePeople('Kim Kay <kim@example.org>, "Acme, Ltd" <ana@acme.example>')).toEqual([
    { email: 'kim@example.org', name: 'Kim Kay' },
    { email: 'ana@acme.example', name: 'Acme, Ltd' },
  ]);
});

it.each(['"', '(', '<', '\\', '" <', '(<"', ',;', '@ '])(
  'reads hostile lists in linear time: %j',
  (piece) => {
    expectLinear((length) => many(piece, length), parsePeople, [4_000, 400_000]);
  },
);

it.each([
  ['a@client.example (Ana)', 'a@client.example'],
  ['"Sample, Ana" <a@client.example>', 'a@client.example'],
  ['"a b"@client.example', null],
  ['a, b@client.example', null],
  ['a(x)b@client.example', null],
  ['"a" "b"@client.example', null],
  ['a@client.example, b@client.example', null],
])('makes nobody’s address of the parts of a broken author: %s', (from, email) => {
  const author = authorIn(from);
  expect(author && isAddress(author.email) ? author.email : null).toBe(email);
});
