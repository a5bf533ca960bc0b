import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fetchImage } from '../../../../api/mail/remote-image/fetch-image.ts';
import { isPublicAddress, publicAddressOf, type Address } from '../../../../public-address.ts';

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

it.each([
  '127.0.0.1',
  '127.9.9.9',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.2.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fc00::1',
  'fd00::1',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '::7f00:1',
  '::127.0.0.1',
  '4000::1',
  '2001::1',
  '2001:db8::1',
  'localhost',
  '',
  '1.2.3',
])('does not take %s for a place on the internet', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

it.each(['93.184.215.14', '1.1.1.1', '2606:4700:4700::1111'])('takes %s for one', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

describe('a host', () => {
  const answering =
    (...answers: string[]) =>
    async (): Promise<Address[]> =>
      answers.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

  it('is refused when any of its answers is one of our own network', async () => {
    expect(await publicAddressOf('cdn.example', answering('93.184.215.14'))).toMatchObject({
      address: '93.184.215.14',
    });
    expect(await publicAddressOf('evil.example', answering('93.184.215.14', '10.0.0.1'))).toBeNull();
    expect(await publicAddressOf('evil.example', answering('::ffff:127.0.0.1'))).toBeNull();
    expect(await publicAddressOf('gone.example', answering())).toBeNull();
  });

  it('is refused in every notation of a number', async () => {
    const hosts = [
      '2130706433',
      '0x7f000001',
      '0177.0.0.1',
      '127.1',
      '[::1]',
      '[::ffff:7f00:1]',
      'localhost',
      '127。0。0。1',
    ];
    for (const host of hosts) {
      const { hostname } = new URL(`http://${host}/`);
      expect(await publicAddressOf(hostname, answering('127.0.0.1')), host).toBeNull();
    }
  });
});

describe('a picture of the web', () => {
  let requests: { url: string; headers: IncomingMessage['headers'] }[] = [];
  let base = '';
  let port = 0;
  let stop = () => {};
  const answers: Record<string, (res: ServerResponse) => void> = {
    '/a.png': (res) => res.end(PNG),
    '/redirect': (res) => res.writeHead(302, { Location: '/a.png' }).end(),
    '/inside': (res) => res.writeHead(302, { Location: 'http://inside.example/a.png' }).end(),
    '/loop': (res) => res.writeHead(302, { Location: '/loop' }).end(),
    '/svg': (res) => res.writeHead(200, { 'Content-Type': 'image/png' }).end('<svg onload="alert(1)"/>'),
    '/large': (res) => res.end(Buffer.concat([PNG, Buffer.alloc(5_000_000)])),
    '/missing': (res) => res.writeHead(404).end(PNG),
  };

  beforeAll(async () => {
    const server = createServer((req, res) => {
      requests.push({ url: req.url ?? '', headers: req.headers });
      answers[req.url ?? '']?.(res);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
    base = `http://cdn.example:${port}`;
    stop = () => {
      server.closeAllConnections();
      server.close();
    };
  });
  afterAll(() => stop());

  /** The name of the one public host answers with this machine, so that a real server answers it. */
  const addressOf = async (host: string): Promise<Address | null> =>
    host === 'cdn.example' ? { address: '127.0.0.1', family: 4 } : null;
  const fetchFrom = (path: string) => fetchImage(base + path, { addressOf, ports: [port] });

  it('is fetched as nobody, by the name it was asked for', async () => {
    requests = [];
    expect(await fetchFrom('/a.png')).toEqual({ bytes: PNG, contentType: 'image/png' });
    expect(requests[0]?.headers.host).toBe(`cdn.example:${port}`);
    expect(
      Object.keys(requests[0]?.headers ?? {}).filter((name) => /cookie|referer|origin|forwarded/.test(name)),
    ).toEqual([]);
  });

  it('comes from the very address that was checked, whatever the name answers next', async () => {
    let asked = 0;
    const rebinding = async (): Promise<Address> => {
      asked += 1;
      return { address: asked === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 };
    };
    expect(
      await fetchImage(`http://rebind.invalid:${port}/a.png`, { addressOf: rebinding, ports: [port] }),
    ).not.toBeNull();
    expect(asked).toBe(1);
  });

  it('may move to another place, which is checked again', async () => {
    expect(await fetchFrom('/redirect')).not.toBeNull();
    requests = [];
    expect(await fetchFrom('/inside')).toBeNull();
    expect(requests.map(({ url }) => url)).toEqual(['/inside']);
    requests = [];
    expect(await fetchFrom('/loop')).toBeNull();
    expect(requests.length).toBeLessThanOrEqual(4);
  });

  it('is a picture by its bytes, and not too large', async () => {
    for (const path of ['/svg', '/large', '/missing']) expect(await fetchFrom(path), path).toBeNull();
  });

  it('is on an ordinary port of the web, without a password', async () => {
    requests = [];
    expect(await fetchImage(`${base}/a.png`, { addressOf })).toBeNull();
    expect(await fetchImage(`http://u:p@cdn.example:${port}/a.png`, { addressOf, ports: [port] })).toBeNull();
    expect(await fetchImage('file:///etc/passwd', { addressOf })).toBeNull();
    expect(await fetchImage(`http://127.0.0.1:${port}/a.png`, { ports: [port] })).toBeNull();
    expect(await fetchImage('no address', { addressOf })).toBeNull();
    expect(requests).toEqual([]);
  });
});
