import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { clientAddress } from '../../api/client-address.ts';

const from = (remoteAddress: string, forwarded?: string) =>
  ({ socket: { remoteAddress }, headers: { 'x-forwarded-for': forwarded } }) as unknown as IncomingMessage;

const direct = { behindProxy: false };
const proxied = { behindProxy: true };

it('believes nobody who claims another address', () => {
  expect(clientAddress(from('198.51.100.7', '203.0.113.9'), direct)).toBe('198.51.100.7');
});

it('believes a proxy on this machine, and its last word only', () => {
  expect(clientAddress(from('127.0.0.1', '10.0.0.1, 203.0.113.9'), direct)).toBe('203.0.113.9');
});

it('believes whatever proxy stands alone before it, as in a container', () => {
  expect(clientAddress(from('172.18.0.1', '203.0.113.9'), proxied)).toBe('203.0.113.9');
  expect(clientAddress(from('172.18.0.1'), proxied)).toBe('172.18.0.1');
});

it('counts one subscriber of IPv6 once', () => {
  expect(clientAddress(from('2001:db8:1:2:3::4'), direct)).toBe(
    clientAddress(from('2001:db8:1:2:9::8'), direct),
  );
});
