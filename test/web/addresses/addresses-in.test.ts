import { expect, it } from 'vitest';
import { addressesIn, addressProblems } from '../../../web/addresses/addresses-in.ts';

it.each([
  ['an address', 'dora@example.com', ['dora@example.com']],
  ['one with a name', 'Dora <Dora@example.com>', ['dora@example.com']],
  [
    'one whose name has a comma',
    'Doe, Dora <dora@example.com>, kim@x.org',
    ['dora@example.com', 'kim@x.org'],
  ],
  ['a quoted name', '"Doe, Dora" <dora@example.com>; kim@x.org', ['dora@example.com', 'kim@x.org']],
  ['a name that is an address', 'dora@example.com <dora@example.com>', ['dora@example.com']],
  ['one of a link', 'mailto:dora@example.com', ['dora@example.com']],
  [
    'lines',
    'Dora <dora@example.com>\n\nkim@x.org\r\nlee@x.org',
    ['dora@example.com', 'kim@x.org', 'lee@x.org'],
  ],
  ['spaces', ' dora@example.com  kim@x.org ', ['dora@example.com', 'kim@x.org']],
  ['the same twice', 'dora@example.com, Dora <DORA@example.com>', ['dora@example.com']],
])('reads %s as people paste it', (_, text, emails) => {
  expect(addressesIn(text)).toEqual({ emails, wrong: [] });
});

it.each([
  ['', 'Write the address of whoever you invite.'],
  [' , ', 'Write the address of whoever you invite.'],
  ['Dora', '“Dora” is no address. Write it like name@example.com.'],
  ['Dora <dora>', '“dora” is no address.'],
  ['dora@example, kim@x.org, Lee', '“dora@example” and “Lee” are no addresses.'],
  ['Doe, dora@example.com', '“Doe” is no address.'],
])('says of “%s” what in it is none', (text, words) => {
  expect(addressProblems(addressesIn(text))).toContain(words);
});
