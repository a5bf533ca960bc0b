import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';

/** As libpq reads `sslmode`: what the server has to prove. Without one, or with `disable` or `allow`, nothing is encrypted. */
type Proof = 'nothing' | 'chain' | 'name';
const PROOFS: Record<string, Proof> = {
  prefer: 'nothing',
  require: 'nothing',
  'verify-ca': 'chain',
  'verify-full': 'name',
};

/**
 * The client reads `sslmode` in a way of its own, and managed servers are reached as libpq reads it: both are taken out of the
 * address here. With a root certificate of its own, `require` proves the chain as `verify-ca` does; `system` means the
 * certificates that Node trusts.
 */
export function secured(databaseUrl: string): { connectionString: string; ssl?: ConnectionOptions } {
  const url = new URL(databaseUrl);
  const file = url.searchParams.get('sslrootcert');
  const mode = url.searchParams.get('sslmode') ?? (file ? 'require' : 'disable');
  if (!url.searchParams.has('sslmode') && !file) return { connectionString: databaseUrl };
  for (const name of ['sslrootcert', 'sslmode']) url.searchParams.delete(name);
  const proof = PROOFS[mode];
  if (!proof) return { connectionString: url.href };
  const ca = file && file !== 'system' ? { ca: readFileSync(file) } : {};
  return { connectionString: url.href, ssl: { ...ca, ...proven(proof, url.hostname, file !== null) } };
}

function proven(proof: Proof, servername: string, hasRoot: boolean): ConnectionOptions {
  if (proof === 'nothing' && !hasRoot) return { rejectUnauthorized: false };
  return proof === 'name'
    ? { rejectUnauthorized: true, servername }
    : { rejectUnauthorized: true, checkServerIdentity: () => undefined };
}
