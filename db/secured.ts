import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

/** As libpq reads them: with a root certificate of its own, `require` proves the chain as `verify-ca` does. */
const WITHOUT_NAME = ['require', 'verify-ca'];

/**
 * The client ignores `sslrootcert`, with which managed servers are reached: it is read here and taken out of the address.
 * `system` means the certificates that Node trusts.
 */
export function secured(databaseUrl: string): [url: string, options: { ssl?: ConnectionOptions }] {
  const url = new URL(databaseUrl);
  const file = url.searchParams.get('sslrootcert');
  if (!file) return [databaseUrl, {}];
  const mode = url.searchParams.get('sslmode') ?? 'require';
  for (const name of ['sslrootcert', 'sslmode']) url.searchParams.delete(name);
  if (mode === 'disable') return [url.href, {}];
  return [
    url.href,
    {
      ssl: {
        ...(file !== 'system' && { ca: readFileSync(file) }),
        rejectUnauthorized: true,
        ...(WITHOUT_NAME.includes(mode)
          ? { checkServerIdentity: () => undefined }
          : { servername: url.hostname }),
      },
    },
  ];
}
