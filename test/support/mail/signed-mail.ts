import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import type { Resolve } from '../../../api/mail/provider/dns-resolver.ts';

const key = (modulusLength: number) =>
  generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
const strong = key(2048);
const weak = key(512);

const record = (publicKey: Buffer) => [[`v=DKIM1; k=rsa; p=${publicKey.toString('base64')}`]];

/** Name servers: `example.org` wants unsigned mail refused, `evil.example` signs whatever it likes, `strict.example` wants its own. */
const RECORDS: Record<string, string[][]> = {
  'key._domainkey.example.org': record(strong.publicKey),
  'weak._domainkey.example.org': record(weak.publicKey),
  'key._domainkey.evil.example': record(strong.publicKey),
  'key._domainkey.relaxed.example': record(strong.publicKey),
  '_dmarc.example.org': [['v=DMARC1; p=reject']],
  '_dmarc.relaxed.example': [['v=DMARC1; p=none']],
  'key._domainkey.below.relaxed.example': record(strong.publicKey),
  'key._domainkey.beside.relaxed.example': record(strong.publicKey),
  '_dmarc.strict.example': [['v=DMARC1; p=reject; adkim=s']],
  'key._domainkey.strict.example': record(strong.publicKey),
  'key._domainkey.below.strict.example': record(strong.publicKey),
  'key._domainkey.silent.example': record(strong.publicKey),
  'key._domainkey.below.silent.example': record(strong.publicKey),
  'key._domainkey.mallory.host.example': record(strong.publicKey),
};

export const scriptedNames: Resolve = (name) => {
  const known = RECORDS[name.toLowerCase()];
  return known
    ? Promise.resolve(known)
    : Promise.reject(Object.assign(new Error(`${name} does not exist.`), { code: 'ENOTFOUND' }));
};

export interface RawMail {
  from: string;
  body?: string;
  /** Above everything else. */
  before?: string[];
  headers?: string[];
}

export const rawMail = ({ from, body = 'It works now.\r\n', before = [], headers = [] }: RawMail): string =>
  [
    ...before,
    `From: ${from}`,
    'To: support@acme.example',
    'Subject: Re: Help',
    'Message-ID: <1@mail.example.org>',
    ...headers,
    '',
    body,
  ].join('\r\n');

export interface Signing {
  domain: string;
  selector?: string;
  weak?: boolean;
  bodyLength?: number;
  expired?: boolean;
}

/** A real DKIM signature above a mail. */
export async function signed(raw: string, options: Signing): Promise<string> {
  const { domain, selector = 'key', bodyLength, expired } = options;
  // The package's types know one signature only, without a length.
  const { signatures } = await dkimSign(Buffer.from(raw), {
    canonicalization: 'relaxed/relaxed',
    algorithm: 'rsa-sha256',
    ...(expired && { signTime: new Date('2020-01-01'), expires: new Date('2020-01-02') }),
    signatureData: [
      {
        signingDomain: domain,
        selector,
        privateKey: options.weak ? weak.privateKey : strong.privateKey,
        ...(bodyLength !== undefined && { maxBodyLength: bodyLength }),
      },
    ],
  } as unknown as Parameters<typeof dkimSign>[1]);
  return signatures + raw;
}
