import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { clientAddress } from '../../../api/http/client-address.ts';

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

const direct = { trustedProxies: null };
const behind = (trustedProxies: number) => ({ trustedProxies });

it('believes nobody who claims another address', () => {
  expect(clientAddress(from('198.51.100.7', '203.0.113.9'), direct)).toBe('198.51.100.7');
});

it('believes a proxy on this machine, and its last word only', () => {
  expect(clientAddress(from('127.0.0.1', '10.0.0.1, 203.0.113.9'), direct)).toBe('203.0.113.9');
  expect(clientAddress(from('::1', '10.0.0.1, 203.0.113.9'), direct)).toBe('203.0.113.9');
});

it('believes whatever proxy stands alone before it, as in a container', () => {
  expect(clientAddress(from('172.18.0.1', '203.0.113.9'), behind(1))).toBe('203.0.113.9');
  expect(clientAddress(from('172.18.0.1'), behind(1))).toBe('172.18.0.1');
});

it('looks past as many proxies as stand in a row, and no further', () => {
  const road = '192.0.2.1, 203.0.113.9, 198.51.100.50';
  expect(clientAddress(from('172.18.0.1', road), behind(2))).toBe('203.0.113.9');
  expect(clientAddress(from('172.18.0.1', road), behind(1))).toBe('198.51.100.50');
  expect(clientAddress(from('127.0.0.1', road), behind(0))).toBe('127.0.0.1');
  expect(clientAddress(from('172.18.0.1', '203.0.113.9'), behind(2))).toBe('203.0.113.9');
});

it.each([
  ['2001:db8:1:2:3::4', '2001:db8:1:2::'],
  ['2001:DB8:0001:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::'],
  ['2a02::1', '2a02::'],
  ['2a02:db8:aaaa::5', '2a02:db8:aaaa::'],
  ['fe80::1%eth0', 'fe80::'],
  ['::ffff:198.51.100.7', '198.51.100.7'],
  ['::ffff:c633:6407', '198.51.100.7'],
  ['[2001:db8:1:2::9]:443', '2001:db8:1:2::'],
  ['198.51.100.7:51234', '198.51.100.7'],
])('counts %s as %s: one subscriber of IPv6 once, written as an address is', (written, counted) => {
  expect(clientAddress(from('127.0.0.1', written), direct)).toBe(counted);
});

it('counts the proxy when what it forwards is no address', () => {
  for (const nonsense of ['unknown', '', 'not an address', '1.2.3.4.5', '<script>'])
    expect(clientAddress(from('127.0.0.1', nonsense), direct)).toBe('127.0.0.1');
});
