import { createSocket } from 'node:dgram';
import { Resolver } from 'node:dns/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { systemDns } from '../../../api/doctor/dns-lookup.ts';

/** A name server that knows one name, and every other name only as one that does not exist. */
async function startNameServer(known: string[]) {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const exists = known.some((name) => query.includes(encoded(name)));
    const isAddress = query.readUInt16BE(query.indexOf(0, 12) + 1) === 1;
    const answers = exists && isAddress;
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(exists ? 0x8180 : 0x8183, 2);
    header.writeUInt16BE(answers ? 1 : 0, 6);
    header.writeUInt16BE(0, 10);
    const question = query.subarray(12, query.indexOf(0, 12) + 5);
    const address = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 1]);
    socket.send(Buffer.concat([header, question, ...(answers ? [address] : [])]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([`127.0.0.1:${socket.address().port}`]);
  return { dns: systemDns(resolver), stop: () => socket.close() };
}

const encoded = (name: string) =>
  Buffer.concat(name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])));

let internet: Awaited<ReturnType<typeof startNameServer>>;
let island: Awaited<ReturnType<typeof startNameServer>>;

beforeAll(async () => {
  internet = await startNameServer(['inbound.postmarkapp.com', 'acme.test']);
  island = await startNameServer([]);
});
afterAll(() => {
  internet.stop();
  island.stop();
});

it('says that there is no record when the internet says so', async () => {
  expect(await internet.dns.mx('acme.test')).toBe('none');
  expect(await internet.dns.txt('nowhere.test')).toBe('none');
});

it('says that nobody could be asked where even Postmark does not exist, or nobody listens', async () => {
  expect(await island.dns.mx('acme.test')).toBe('unreachable');
  expect(await island.dns.cname('pm-bounces.acme.test')).toBe('unreachable');
  const resolver = new Resolver({ timeout: 200, tries: 1 });
  resolver.setServers(['127.0.0.1:1']);
  expect(await systemDns(resolver).txt('acme.test')).toBe('unreachable');
});
