import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { secured } from '../../../db/connection/secured.ts';

const folder = mkdtempSync(join(tmpdir(), 'throughline-root-'));
const root = join(folder, 'root.pem');
writeFileSync(root, 'a certificate');
afterAll(() => rmSync(folder, { recursive: true }));

const ADDRESS = 'postgres://ana:secret@db.example:5432/throughline';
const at = (query: string) => secured(`${ADDRESS}?${query}`);
/** What has to be proven: the name besides the chain, the chain alone, or nothing. */
const proven = (query: string) => {
  const { ssl } = at(query);
  if (!ssl) return 'not encrypted';
  if (!ssl.rejectUnauthorized) return 'nothing';
  return ssl.checkServerIdentity ? 'chain' : 'name';
};

it.each([
  ['sslmode=disable', 'not encrypted'],
  ['sslmode=allow', 'not encrypted'],
  ['sslmode=prefer', 'nothing'],
  ['sslmode=require', 'nothing'],
  ['sslmode=verify-ca', 'chain'],
  ['sslmode=verify-full', 'name'],
  ['sslmode=require&sslrootcert=system', 'chain'],
  ['sslrootcert=system', 'chain'],
  ['sslmode=verify-full&sslrootcert=system', 'name'],
])('an address with %s has this proven: %s', (query, what) => {
  expect(proven(query)).toBe(what);
});

it('a root certificate of one’s own is the only one trusted', () => {
  expect(at(`sslmode=verify-full&sslrootcert=${root}`).ssl).toMatchObject({
    ca: Buffer.from('a certificate'),
    servername: 'db.example',
  });
  expect(at('sslmode=verify-full&sslrootcert=system').ssl).not.toHaveProperty('ca');
  expect(() => at('sslrootcert=/no/such/file')).toThrow(/ENOENT/);
});

it('the client reads nothing of it itself, and everything else as it was', () => {
  expect(at('sslmode=require&application_name=x').connectionString).toBe(`${ADDRESS}?application_name=x`);
  expect(secured(ADDRESS)).toEqual({ connectionString: ADDRESS });
});
